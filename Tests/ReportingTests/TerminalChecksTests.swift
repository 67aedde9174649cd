import Diagnostics
import Reporting
import StackModel
import Testing

@Suite struct TerminalChecksTests {
    static let reporter = TerminalReporter(sources: [Sample.file: Sample.source])

    func detail(_ check: CheckResult, _ style: Style = .plain) -> String {
        TerminalReporter(style: style, sources: [Sample.file: Sample.source]).checkDetail(check).joined(separator: "\n")
    }

    func red(_ mismatches: [Mismatch], _ exchange: ExchangeRecord? = nil, log: [String] = []) -> CheckResult {
        CheckResult(
            name: "red", location: Sample.at(7, 3), verdict: .failed(mismatches), duration: .milliseconds(2),
            exchange: exchange, serverLog: log)
    }

    func mismatch(_ expected: String, _ actual: String, explanation: String? = nil) -> Mismatch {
        Mismatch(
            location: Sample.at(11, 14, 4), subject: "body", expected: expected, actual: actual,
            explanation: explanation)
    }

    @Test func aLineForEachCheck() {
        var unverified = Sample.passed
        unverified.notes = ["the certificate was not verified (trust: none)"]
        #expect(
            Self.reporter.checkLines([unverified, Sample.wrongStatus, Sample.skipped]).joined(separator: "\n") == """
                  pass birds of one year           3.1 ms
                       note: the certificate was not verified (trust: none)
                  FAIL motto over verified TLS     2.1 ms
                  skip the wrong name is refused  skipped: `site` failed
                """)
    }

    @Test func aLineForEachCheckInColour() {
        let reporter = TerminalReporter(style: .ansi)
        let escape = "\u{1B}"
        #expect(
            reporter.checkLines([Sample.passed, Sample.wrongStatus, Sample.skipped]).joined(separator: "\n") == """
                \(escape)[32m  ✓ \(escape)[0mbirds of one year        \(escape)[2m   3.1 ms\(escape)[0m
                \(escape)[1;31m  ✗ \(escape)[0mmotto over verified TLS  \(escape)[2m   2.1 ms\(escape)[0m
                \(escape)[2m  ○ \(escape)[0mthe wrong name is refused\(escape)[2m  skipped: `site` failed\(escape)[0m
                """)
    }

    @Test func aWrongStatusShowsAllThatIsKnown() {
        #expect(
            detail(Sample.wrongStatus) == """
                FAIL motto over verified TLS

                  devstack.yaml:10:15: status
                     |
                  10 |       status: 200
                     |               ^^^
                  expected  200
                  got       404
                  why       site/motto.txt does not exist.

                  GET https://localhost:1443/motto.txt
                  to        127.0.0.1:1443, from port 50412, TLSv1.3
                  chain     CN=localhost birds
                            |  for localhost, 127.0.0.1, ::1, app.test
                            |  valid 2026-11-22 08:02 to 2027-02-20 08:02 UTC
                            |  serial 1f2e3d
                            `- CN=devstack birds (not sent)
                  time      connect 0.1 ms, handshake 1.2 ms, first byte 0.3 ms, body 0.02 ms
                  answer    404, 24 B
                            content-type: text/plain; charset=utf-8
                            content-length: 24

                            motto.txt is not here.
                  server    GET /motto.txt 404 24 B 0.2 ms
                """)
    }

    @Test func aFailureForAnotherReasonShowsTheWholeChain() {
        let exchange = Sample.exchange {
            $0.failure = .untrustedIssuer
            $0.failureDetail = "unable to get local issuer certificate (20)"
            $0.chain = [Sample.leaf, Sample.authority]
            $0.status = nil
            $0.timing.firstByte = nil
            $0.timing.body = nil
        }
        let failure = Mismatch(
            location: Sample.at(14, 23, 10), subject: "failure", expected: "wrong_host", actual: "untrusted_issuer")
        #expect(
            detail(red([failure], exchange), Style(usesColour: false, usesUnicode: true)) == """
                ✗ red

                  devstack.yaml:14:23: failure
                     │
                  14 │     expect: {failure: wrong_host}
                     │                       ^^^^^^^^^^
                  expected  wrong_host
                  got       untrusted_issuer

                  GET https://localhost:1443/motto.txt
                  to        127.0.0.1:1443, from port 50412, TLSv1.3
                  failed    untrusted_issuer: unable to get local issuer certificate (20)
                  chain     CN=localhost birds
                            │  for localhost, 127.0.0.1, ::1, app.test
                            │  valid 2026-11-22 08:02 to 2027-02-20 08:02 UTC
                            │  serial 1f2e3d
                            └─ CN=devstack birds
                                  valid 2026-11-22 08:02 to 2036-11-19 08:02 UTC
                                  serial 0a
                  time      connect 0.1 ms, handshake 1.2 ms
                """)
    }

    @Test func aChainOutOfOrderIsCalledThat() {
        var stranger = Sample.authority
        stranger.subject = "CN=someone else"
        stranger.issuer = "CN=someone else"
        let text = detail(red([mismatch("a", "b")], Sample.exchange { $0.chain = [Sample.leaf, stranger] }))
        #expect(text.contains("|  issued by CN=devstack birds, which is not the next one\n"))
        #expect(text.contains("`- CN=someone else\n"))
    }

    @Test func aRefusedConnectionShowsNoEmptyPhases() {
        var exchange = ExchangeRecord(method: "GET", url: "http://localhost:8000/")
        exchange.remoteAddress = "127.0.0.1:8000"
        exchange.failure = .refused
        exchange.failureDetail = "Connection refused"
        let text = detail(red([mismatch("status 2xx", "refused")], exchange))
        #expect(
            text.hasSuffix(
                """
                  GET http://localhost:8000/
                  to        127.0.0.1:8000
                  failed    refused: Connection refused
                """))
    }

    @Test func aCommandHasNoExchange() {
        let text = detail(red([mismatch("0", "1", explanation: "It ended with status 1.")], log: ["a", "b"]))
        #expect(
            text == """
                FAIL red

                  devstack.yaml:11:14: body
                     |
                  11 |       body: {contains: help who you can}
                     |              ^^^^
                  expected  0
                  got       1
                  why       It ended with status 1.

                  server    a
                            b
                """)
    }

    @Test func everyMismatchIsShown() {
        let text = detail(red([mismatch("1", "2"), mismatch("3", "4")]))
        #expect(
            text.split(separator: "\n").filter { $0.hasPrefix("  expected") } == ["  expected  1", "  expected  3"])
    }

    @Test func textsOfSeveralLinesAreComparedLineByLine() {
        let text = detail(red([mismatch("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nX\ne\nf\ng\nh\n")]))
        #expect(
            text.hasSuffix(
                """
                  differs   - expected, + got
                              (1 line not shown)
                              b
                              c
                            - d
                            + X
                              e
                              f
                              g
                            + h
                """))
    }

    @Test(
        arguments: [
            ("bytes 0-4/58", "bytes 0-4/59", "           ^"),
            ("text/plain; charset=utf-8", "text/plain; charset", "                   ^"),
            ("\"鳥 and bees\"", "\"鳥 and keys\"", "        ^^^"),
            ("starts with \"ab\"", "starts with \"axyzb\"", "              ^^^"),
        ] as [(String, String, String)])
    func aSmallDifferenceIsPointedAt(expected: String, actual: String, carets: String) {
        let text = detail(red([mismatch(expected, actual)]))
        #expect(text.contains("\n  got       \(actual)\n            \(carets)"))
    }

    @Test(arguments: [("200", "404"), ("same text", "same text"), ("wrong_host", "untrusted_issuer")])
    func otherwiseNothingIsPointedAt(expected: String, actual: String) {
        #expect(detail(red([mismatch(expected, actual)])).hasSuffix("\n  got       \(actual)"))
    }

    @Test func tabsOfABodyAreSpaces() {
        let text = detail(red([mismatch("a", "b")], Sample.exchange { $0.bodyExcerpt = "a\tb\n" }))
        #expect(text.hasSuffix("\n            a    b"))
    }

    @Test func textsThatDifferInTheirLastLineBreakAloneAreShownWhole() {
        let text = detail(red([mismatch("a\nb", "a\nb\n")]))
        #expect(text.hasSuffix("  expected  a\n            b\n  got       a\n            b"))
    }

    @Test func linesMayEndWithCRLF() {
        let text = detail(red([mismatch("a", "b")], Sample.exchange { $0.bodyExcerpt = "one\r\ntwo\r\n" }))
        #expect(text.hasSuffix("\n            one\n            two"))
    }

    @Test func longTextsAreWrappedAndEnd() {
        let text = detail(red([mismatch("short", String(repeating: "0123456789", count: 500))]))
        let rows = text.split(separator: "\n").drop { !$0.hasPrefix("  got") }
        #expect(rows.count == 13)
        #expect(rows.allSatisfy { $0.count <= 100 })
        #expect(rows.last == "            ...")
    }

    @Test func whatComesFromTheNetworkIsEscaped() {
        let exchange = Sample.exchange {
            $0.headers = [.init("x-evil", "\u{1B}]0;owned\u{7}")]
            $0.bodyExcerpt = "\u{1B}[2J"
            $0.chain[0].subject = "CN=\u{1B}[31m"
            $0.failureDetail = "\u{1B}c"
            $0.failure = .badResponse
        }
        let check = red([mismatch("a", "\u{1B}[H")], exchange, log: ["\u{1B}[3J"])
        #expect(!detail(check).contains("\u{1B}"))
        #expect(detail(check).contains("got       \\x1B[H"))
    }

    @Test func aPassedCheckHasNoDetail() {
        #expect(Self.reporter.checkDetail(Sample.passed).isEmpty)
        #expect(Self.reporter.checkDetail(Sample.skipped).isEmpty)
    }
}
