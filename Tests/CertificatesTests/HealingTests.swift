import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// What heals by itself: the reason is told, and nothing of the user's is lost.
struct HealingTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        try #require(collector.diagnostics == [])
    }

    /// Prepares and gives what was done to the leaf; afterwards all is whole, and stays.
    private func heal() throws -> CertificateReport.Action? {
        var collector = DiagnosticCollector()
        let reports = fixture.store().prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(try fixture.isWhole())
        #expect(fixture.store().prepare(collector: &collector).map(\.action) == [.kept, .kept])
        return reports.last?.action
    }

    @Test func aMissingCertificateIsMadeForItsKey() throws {
        let key = try fixture.read("localhost.key")
        try fixture.remove("localhost.pem")
        #expect(try heal() == .made)
        #expect(try fixture.read("localhost.key") == key)
    }

    @Test func aMissingPairIsMade() throws {
        try fixture.remove("localhost.pem")
        try fixture.remove("localhost.key")
        #expect(try heal() == .made)
    }

    @Test func aMissingKey() throws {
        try fixture.remove("localhost.key")
        #expect(try heal() == .renewed("its key localhost.key was missing"))
        #expect(try fixture.mode("localhost.key") == 0o600)
    }

    @Test func aKeyThatDoesNotMatch() throws {
        let other = try PrivateKey.generate().pem()
        try fixture.write(other, to: "localhost.key")
        #expect(
            try heal() == .renewed("its key does not match it; the old one is kept as localhost.key.old"))
        #expect(try fixture.read("localhost.key.old") == other)
        try fixture.write(PrivateKey.generate().pem(), to: "localhost.key")
        #expect(
            try heal() == .renewed("its key does not match it; the old one is kept as localhost.key.old.2"))
        #expect(try fixture.read("localhost.key.old") == other)
    }

    @Test(arguments: ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "rubbish\u{0}"])
    func aCorruptCertificate(text: String) throws {
        let key = try fixture.read("localhost.key")
        try fixture.write(Array(text.utf8), to: "localhost.pem")
        #expect(
            try heal() == .renewed("localhost.pem is not a certificate; the old one is kept as localhost.pem.old"))
        #expect(try fixture.read("localhost.pem.old") == Array(text.utf8))
        #expect(try fixture.read("localhost.key") == key)
    }

    @Test func aCutOffCertificate() throws {
        try fixture.write(Array(fixture.read("localhost.pem").dropLast(40)), to: "localhost.pem", mode: 0o644)
        #expect(
            try heal() == .renewed("localhost.pem is not a certificate; the old one is kept as localhost.pem.old"))
    }

    @Test func aCorruptKey() throws {
        try fixture.write(Array("rubbish".utf8), to: "localhost.key")
        #expect(
            try heal()
                == .renewed("localhost.key is not a usable private key; the old one is kept as localhost.key.old"))
        #expect(try fixture.read("localhost.key.old") == Array("rubbish".utf8))
    }

    @Test(.timeLimit(.minutes(1))) func aKeyWhosePrivateHalfIsDamaged() throws {
        let key = fixture.path("localhost.key")
        let der = fixture.path("der")
        try #require(try Program.run("openssl", ["pkey", "-in", key, "-outform", "DER", "-out", der]).succeeded)
        var bytes = try fixture.read("der")
        // An octet string of 32 bytes: the private scalar (RFC 5915).
        let start = try #require(bytes.indices.dropLast().first { bytes[$0] == 0x04 && bytes[$0 + 1] == 0x20 })
        bytes[start + 20] ^= 1
        try fixture.write(bytes, to: "der")
        try #require(try Program.run("openssl", ["pkey", "-inform", "DER", "-in", der, "-out", key]).succeeded)
        try fixture.remove("der")
        #expect(
            try CertificateStore.matches(chainPEM: fixture.read("localhost.pem"), keyPEM: fixture.read("localhost.key"))
        )
        #expect(
            try heal()
                == .renewed("localhost.key is not a usable private key; the old one is kept as localhost.key.old"))
    }

    @Test(.timeLimit(.minutes(1))) func anEncryptedKeyAsksNobodyForItsPassphrase() throws {
        let made = try Program.run(
            "openssl",
            ["ec", "-in", fixture.path("localhost.key"), "-aes256", "-passout", "pass:x", "-out", fixture.path("k")])
        try #require(made.succeeded)
        try fixture.rename("k", to: "localhost.key")
        #expect(
            try heal()
                == .renewed("localhost.key is not a usable private key; the old one is kept as localhost.key.old"))
    }

    @Test(.timeLimit(.minutes(1))) func aPairFromElsewhereIsKeptAside() throws {
        let made = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=mine", "-keyout",
                fixture.path("localhost.key"), "-out", fixture.path("localhost.pem"),
            ])
        try #require(made.succeeded)
        let mine = try fixture.snapshot()
        #expect(
            try heal()
                == .renewed(
                    "localhost.key is a 2048-bit RSA key, not ecdsa-p256; the old one is kept as localhost.key.old"))
        #expect(try fixture.read("localhost.key.old") == mine["localhost.key"])
        #expect(try fixture.read("localhost.pem.old") == mine["localhost.pem"])
    }

    @Test func aLeafOfAnotherDevstackAuthority() throws {
        let other = try StoreFixture()
        var collector = DiagnosticCollector()
        let issuer = other.store().prepare(collector: &collector).first?.subject ?? ""
        try fixture.write(other.read("localhost.pem"), to: "localhost.pem")
        try fixture.write(other.read("localhost.key"), to: "localhost.key")
        #expect(try heal() == .renewed("it was issued by another authority (\(issuer))"))
        #expect(try fixture.read("localhost.key") == other.read("localhost.key"))
    }

    @Test func aMissingAuthorityCertificateIsMadeForItsKey() throws {
        let key = try fixture.read("ca.key")
        try fixture.remove("ca.pem")
        var collector = DiagnosticCollector()
        let reports = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C016"])
        #expect(reports.map(\.action) == [.made, .renewed("the authority is new")])
        #expect(try fixture.read("ca.key") == key)
        #expect(try fixture.isWhole())
    }

    @Test func aKeyThatOthersMayReadIsSaid() throws {
        try fixture.chmod("localhost.key", 0o640)
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        #expect(collector.codes == ["C017"])
        #expect(collector.diagnostics.first?.remedy == "Run `chmod 600 \(fixture.path("localhost.key"))`.")
    }
}
