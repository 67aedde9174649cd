import Diagnostics
import StackModel
import Testing

@Suite struct SecretMaskTests {
    private let mask = SecretMask(["swordfish", "a \"b\\c", "first line\nsecond line"])

    @Test(arguments: [
        ("no secret", "no secret"),
        ("swordfish", "***"),
        ("xswordfishswordfishx", "x******x"),
        ("wordfish", "wordfish"),
        ("say \"a \\\"b\\\\c\"", "say \"***\""),
        ("/?q=a%20%22b%5Cc&x=1", "/?q=***&x=1"),
        ("the second line, the first line", "the ***, the ***"),
        ("\"the password is swor…\"", "\"the password is ***…\""),
        ("it begins `swordf...`", "it begins `***...`"),
        ("…\"fish and chips", "…\"*** and chips"),
        ("…sh and chips", "…sh and chips"),
        ("", ""),
    ])
    func masked(text: String, expected: String) {
        #expect(mask.masked(text) == expected)
        #expect(mask.masked(mask.masked(text)) == expected)
    }

    @Test(arguments: [
        ("no secret", 4, 4), ("no secret", 20, 9), ("a swordfish", 5, 2), ("a swordfish", 2, 2),
        ("a swordfish", 11, 11),
        ("aswordfishswordfish", 12, 10), ("swordfishx", 9, 9), ("a swordf", 5, 5),
    ])
    func aCutDividesNoSecret(text: String, limit: Int, expected: Int) {
        let (count, isSecret) = mask.cut(Array(text.utf8), atMost: limit)
        #expect(count == expected)
        #expect(!isSecret)
    }

    @Test func aCutGoesBackOverSecretsThatOverlap() {
        let mask = SecretMask(["abcdef", "efgh", "ghij"])
        #expect(mask.longest == 6)
        #expect(mask.cut(Array("1abcdefghij2".utf8), atMost: 10) == (1, false))
        // What begins with them has no place to be cut: the piece is secret, and the one that reaches farthest begins the next.
        #expect(mask.cut(Array("abcdefghij2".utf8), atMost: 8) == (6, true))
        #expect(mask.cut(Array("abcdef2".utf8), atMost: 3) == (6, true))
        #expect(SecretMask().cut([1, 2, 3], atMost: 2) == (2, false))
        #expect(SecretMask().longest == 0)
    }

    @Test func bytesThatAreNoTextStay() {
        #expect(mask.masked([0xFF] + Array("swordfish".utf8) + [0xFE]) == [0xFF] + Array("***".utf8) + [0xFE])
    }

    @Test func secretsThatOverlapLeaveNothing() {
        #expect(SecretMask(["abcdef", "cdefgh"]).masked("1abcdefgh2") == "1***2")
        #expect(SecretMask(["long", "longer one"]).masked("a longer one") == "a ***")
    }

    @Test(arguments: ["", "abc", "8000", "65535", "true", "FALSE", "localhost", "127.0.0.1", "null", "production"])
    func whatIsNoSecretIsShown(value: String) {
        #expect(SecretMask([value]).isEmpty)
        #expect(SecretMask([value]).masked("a \(value) b") == "a \(value) b")
    }

    @Test func aHostInSmallLettersIsMasked() {
        #expect(SecretMask(["Host.Example"]).masked("http://host.example/ or Host.Example") == "http://***/ or ***")
    }

    @Test func aLongNumberIsASecret() {
        #expect(SecretMask(["123456"]).masked("123456") == "***")
    }

    @Test func noValueIsEverPrinted() {
        #expect(!"\(mask)".contains("swordfish"))
        #expect(!String(reflecting: mask).contains("swordfish"))
        var dumped = ""
        dump(mask, to: &dumped)
        #expect(!dumped.contains("115"))
    }

    @Test func aReportHoldsNoSecretInAnyOfItsTexts() {
        let place = SourceLocation(file: "devstack.yaml", line: 1, column: 1, length: 1)
        let secret = "swordfish"
        var exchange = ExchangeRecord(method: "GET", url: "http://localhost/?\(secret)")
        exchange.headers = [RequestSpecification.Header("X-\(secret)", secret)]
        exchange.bodyExcerpt = secret
        exchange.failureDetail = secret
        let mismatch = Mismatch(
            location: place, subject: secret, expected: secret, actual: secret, explanation: secret)
        var report = RunReport(stack: secret, file: "devstack.yaml", startedAt: 0)
        report.services = [
            ServiceReport(name: "a", state: .failed, failure: secret, remedy: secret, lastLines: [secret])
        ]
        report.checks = [
            CheckResult(
                name: "a", location: place, verdict: .failed([mismatch]), duration: .zero, exchange: exchange,
                notes: [secret], serverLog: [secret]),
            CheckResult(name: "b", location: place, verdict: .skipped(secret), duration: .zero),
        ]
        report.diagnostics = [
            Diagnostic("S001", secret, remedy: secret, notes: [Diagnostic.Note(secret, at: place)])
        ]
        report.notes = [secret]
        var dumped = ""
        dump(report.masked(by: mask), to: &dumped)
        #expect(!dumped.contains(secret), "\(dumped)")
        #expect(dumped.contains("***"))
        var plain = ""
        dump(report.masked(by: SecretMask()), to: &plain)
        #expect(plain.contains(secret))
    }
}
