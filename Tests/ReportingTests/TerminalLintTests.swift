import Diagnostics
import Reporting
import StackModel
import Testing

@Suite struct TerminalLintTests {
    static let finding = ChainFinding(
        rule: "long_life", severity: .error, profiles: [.apple], certificate: 0,
        message: "the certificate lives for 850 days", source: "Apple, support article 103769",
        remedy: "issue it again for 825 days or fewer")
    static let notice = ChainFinding(
        rule: "root_sent", severity: .notice, profiles: ChainProfile.allCases, certificate: 1,
        message: "CN=devstack birds is a root and is sent all the same", source: "RFC 8446, 4.4.2",
        remedy: "take the root out")

    static func chain() -> [ServedCertificate] {
        var leaf = Sample.leaf
        leaf.key = "ECDSA P-256"
        return [leaf, Sample.authority]
    }

    static func report(_ findings: [ChainFinding], sent: Int = 1) -> LintReport {
        LintReport(
            target: "localhost:1443", host: "localhost", profiles: ChainProfile.allCases, chain: chain(),
            sentCount: sent,
            findings: findings)
    }

    private func text(_ report: LintReport) -> String {
        TerminalReporter(width: 80).lintLines(report).joined(separator: "\n")
    }

    @Test func aGoodChainIsOneLineAndWhoAcceptsIt() {
        #expect(
            text(Self.report([])) == """
                pass localhost:1443 as localhost
                  accepted by all: openssl, strict, chrome, firefox, apple, java, go
                """)
    }

    @Test func aBadOneShowsTheTreeAndEachFindingWithItsSource() {
        #expect(
            text(Self.report([Self.finding, Self.notice])) == """
                FAIL localhost:1443 as localhost
                  refused by apple

                  chain     CN=localhost birds  x long_life
                            |  for localhost, 127.0.0.1, ::1, app.test
                            |  valid 2026-11-22 08:02 to 2027-02-20 08:02 UTC
                            |  ECDSA P-256, serial 1f2e3d
                            `- CN=devstack birds (trusted)
                                  valid 2026-11-22 08:02 to 2036-11-19 08:02 UTC
                                  serial 0a

                  error     long_life (apple)
                            the certificate lives for 850 days
                  source    Apple, support article 103769
                  fix       issue it again for 825 days or fewer

                  notice    root_sent
                            CN=devstack birds is a root and is sent all the same
                  source    RFC 8446, 4.4.2
                  fix       take the root out
                """)
    }

    @Test func aNoticeRefusesNothing() {
        #expect(text(Self.report([Self.notice])).hasPrefix("pass localhost:1443 as localhost\n  accepted by all"))
    }

    @Test func whatComesFromTheNetworkIsEscaped() {
        var report = Self.report([Self.finding])
        report.chain[0].subject = "CN=\u{1B}[31m"
        report.chain[0].names = ["\u{1B}c"]
        report.findings[0].message = "\u{1B}[2J"
        #expect(!text(report).contains("\u{1B}"))
    }

    static func visit(_ change: (inout ExchangeRecord) -> Void = { _ in }) -> VisitReport {
        var exchange = ExchangeRecord(method: "GET", url: "https://shop.test:1443/")
        exchange.remoteAddress = "127.0.0.1:1443"
        exchange.chain = [chain()[0]]
        change(&exchange)
        return VisitReport(
            target: "localhost:1443", host: "shop.test", trust: "certs/ca.pem, this stack's authority",
            exchange: exchange)
    }

    static let refused = visit {
        $0.failure = .wrongHost
        $0.failureDetail = "hostname mismatch (62)"
        $0.explanation = ChainExplanation(
            rule: "host_not_named", requirement: "the certificate names the host that the client asks for",
            source: "RFC 9525, 6",
            finding: "the certificate is for localhost, 127.0.0.1, ::1, app.test; not for shop.test", certificate: 0,
            remedy: "add shop.test to the names of `localhost` (devstack.yaml:5)")
    }

    @Test func aRefusedVisitTellsTheRuleTheTreeAndTheRemedy() {
        #expect(
            TerminalReporter(width: 80).visitLines(Self.refused).joined(separator: "\n") == """
                FAIL localhost:1443 as shop.test: a client refuses it

                  to        127.0.0.1:1443
                  trusts    certs/ca.pem, this stack's authority
                  failed    wrong_host: hostname mismatch (62)
                  why       the certificate is for localhost, 127.0.0.1, ::1, app.test; not for
                            shop.test
                  rule      the certificate names the host that the client asks for
                            RFC 9525, 6
                  chain     CN=localhost birds  x host_not_named
                            |  for localhost, 127.0.0.1, ::1, app.test
                            |  valid 2026-11-22 08:02 to 2027-02-20 08:02 UTC
                            |  ECDSA P-256, serial 1f2e3d
                            `- CN=devstack birds (not sent)
                  fix       add shop.test to the names of `localhost` (devstack.yaml:5)
                """)
    }

    @Test func aVisitThatWentWellShowsWhatWasServed() {
        let lines = TerminalReporter(width: 80).visitLines(Self.visit { $0.tlsVersion = "TLSv1.3" })
        #expect(lines.first == "pass localhost:1443 as shop.test: a client accepts it")
        #expect(lines.contains("  to        127.0.0.1:1443, TLSv1.3"))
        #expect(!lines.contains { $0.hasPrefix("  fix") })
        #expect(!lines.contains { $0.hasPrefix("  defect") })
    }

    @Test func whatIsBadOnPurposeIsSaidThoughAClientAcceptsIt() {
        var visit = Self.visit()
        visit.defect = Located(.noSAN, at: SourceLocation(file: "devstack.yaml", line: 7, column: 20))
        let text = TerminalReporter(width: 120).visitLines(visit).joined(separator: "\n")
        #expect(
            text.contains(
                "  defect    this stack shows it a certificate that is bad on purpose: `defect: no_san` "
                    + "(devstack.yaml:7)\n"))
        #expect(JSONReport.value(of: visit).compactText.hasSuffix(#""defect":"no_san"}"#))
    }

    @Test func theDocumentsHaveTheSameFacts() {
        let lint = JSONReport.value(of: [Self.report([Self.finding])]).compactText
        #expect(
            lint.hasPrefix(
                """
                [{"target":"localhost:1443","host":"localhost","profiles":["openssl","strict","chrome","firefox","apple","java","go"],"accepted":false,"sent":1,"authorities_alone":false,"chain":[{"subject":"CN=localhost birds",
                """))
        #expect(
            lint.hasSuffix(
                """
                "findings":[{"rule":"long_life","severity":"error","profiles":["apple"],"certificate":0,"message":"the certificate lives for 850 days","source":"Apple, support article 103769","remedy":"issue it again for 825 days or fewer"}]}]
                """))
        let visit = JSONReport.value(of: Self.refused).compactText
        #expect(
            visit.contains(
                """
                "accepted":false,"remote_address":"127.0.0.1:1443","tls_version":null,"failure":"wrong_host","failure_detail":"hostname mismatch (62)","explanation":{"rule":"host_not_named",
                """))
        #expect(visit.contains("\"key\":\"ECDSA P-256\",\"self_signed\":false"))
    }
}
