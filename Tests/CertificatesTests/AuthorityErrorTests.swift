import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// An authority that cannot be used is an error with a remedy, and never replaced without the user's word.
struct AuthorityErrorTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        try #require(collector.diagnostics == [])
    }

    /// Prepares, renews and inspects: each says the same error and leaves every file as it was; then the remedy works.
    private func expectError(
        _ code: String, _ message: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let before = try fixture.snapshot()
        for act in [StoreAct.prepare, .renewLeaves, .inspect] {
            var collector = DiagnosticCollector()
            _ = act.perform(on: fixture.store(), &collector)
            #expect(collector.errorCodes == [code], sourceLocation: sourceLocation)
            let diagnostic = collector.diagnostics.first { $0.severity == .error }
            #expect(diagnostic?.message == message, sourceLocation: sourceLocation)
            #expect(
                diagnostic?.remedy?.lowercased().contains("run `devstack certs --renew-authority`") == true,
                sourceLocation: sourceLocation)
            #expect(try fixture.snapshot() == before, sourceLocation: sourceLocation)
        }
        var collector = DiagnosticCollector()
        let reports = fixture.store().renew(authorityToo: true, collector: &collector)
        #expect(collector.codes == ["C010"], sourceLocation: sourceLocation)
        #expect(reports.count == 2, sourceLocation: sourceLocation)
        #expect(try fixture.isWhole(), sourceLocation: sourceLocation)
        let kept = try fixture.snapshot()
        for name in ["ca.pem", "ca.key"] where before[name] != nil {
            #expect(kept[name + ".old"] == before[name], sourceLocation: sourceLocation)
        }
    }

    @Test func corruptCertificate() throws {
        try fixture.write(Array("rubbish".utf8), to: "ca.pem")
        try expectError("C003", "\(fixture.path("ca.pem")) is not a certificate")
    }

    @Test func corruptKey() throws {
        try fixture.write(Array("rubbish".utf8), to: "ca.key")
        try expectError("C003", "\(fixture.path("ca.key")) is not a usable private key")
    }

    @Test func corruptKeyAlone() throws {
        try fixture.remove("ca.pem")
        try fixture.write([], to: "ca.key")
        try expectError("C003", "\(fixture.path("ca.key")) is not a usable private key")
    }

    @Test func damagedSignature() throws {
        let der = try Program.run(
            "sh", ["-c", "openssl x509 -in \(fixture.path("ca.pem")) -outform DER -out \(fixture.path("der"))"])
        try #require(der.succeeded)
        var bytes = try fixture.read("der")
        bytes[bytes.count - 1] ^= 1
        try fixture.write(bytes, to: "der")
        let pem = try Program.run(
            "openssl", ["x509", "-inform", "DER", "-in", fixture.path("der"), "-out", fixture.path("ca.pem")])
        try #require(pem.succeeded)
        try fixture.remove("der")
        try expectError("C003", "\(fixture.path("ca.pem")) does not bear its own signature")
    }

    @Test func missingKey() throws {
        try fixture.remove("ca.key")
        try expectError(
            "C004",
            "\(fixture.path("ca.key")), the authority's private key, is missing, so that no certificate can be made "
                + "or renewed")
    }

    @Test func keyThatDoesNotMatch() throws {
        try fixture.write(PrivateKey.generate().pem(), to: "ca.key")
        try expectError(
            "C005", "the key \(fixture.path("ca.key")) does not match the certificate \(fixture.path("ca.pem"))")
    }

    @Test func somebodyElsesAuthority() throws {
        let made = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=mine",
                "-keyout", fixture.path("ca.key"), "-out", fixture.path("ca.pem"),
            ])
        try #require(made.succeeded)
        try expectError(
            "C006",
            "\(fixture.path("ca.pem")) (CN=mine) is not an authority that devstack made, so it is left alone")
    }

    @Test func unreadable() throws {
        try fixture.remove("ca.key")
        try fixture.makeFolder("ca.key")
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C002"])
        #expect(collector.diagnostics.first?.message == "\(fixture.path("ca.key")) cannot be read: Is a directory")
    }

    @Test func expired() throws {
        let before = try fixture.snapshot()
        fixture.advance(days: 3_651)
        var collector = DiagnosticCollector()
        let reports = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C007"])
        #expect(
            collector.diagnostics.first?.message
                == "the authority \(fixture.path("ca.pem")) expired on 2036-11-20 06:59 UTC, and its certificates "
                + "with it")
        #expect(
            collector.diagnostics.first?.remedy
                == "Run `devstack certs --renew-authority` to make a new authority; clients must then trust the new "
                + "ca.pem.")
        #expect(reports.map(\.action) == [.kept, .kept])
        #expect(try fixture.snapshot() == before)
        collector = DiagnosticCollector()
        _ = fixture.store().renew(authorityToo: true, collector: &collector)
        #expect(try fixture.isWhole())
    }

    @Test func notYetValid() throws {
        fixture.advance(days: -1)
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C008"])
        #expect(
            collector.diagnostics.first?.message
                == "the authority \(fixture.path("ca.pem")) is not valid before 2026-11-23 07:00 UTC, and this "
                + "machine's clock says 2026-11-22 08:00 UTC")
    }
}
