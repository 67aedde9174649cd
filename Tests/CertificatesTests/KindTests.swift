import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// Keys, usages and names of every kind, as openssl reads and judges them.
@Suite(.timeLimit(.minutes(1))) struct KindTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func make(_ request: CertificateRequest) throws -> [CertificateReport] {
        var collector = DiagnosticCollector()
        let reports = fixture.store([request]).prepare(collector: &collector)
        try #require(collector.diagnostics == [])
        return reports
    }

    private func text() throws -> String {
        try Program.run("openssl", ["x509", "-noout", "-text", "-in", fixture.path("x.pem")]).output
    }

    @Test(arguments: [
        (KeyKind.ecdsaP256, "NIST CURVE: P-256", "Digital Signature\n"),
        (.ecdsaP384, "NIST CURVE: P-384", "Digital Signature\n"),
        (.rsa2048, "Public-Key: (2048 bit)", "Digital Signature, Key Encipherment\n"),
        (.rsa3072, "Public-Key: (3072 bit)", "Digital Signature, Key Encipherment\n"),
        (.rsa4096, "Public-Key: (4096 bit)", "Digital Signature, Key Encipherment\n"),
    ])
    func everyKindOfKey(kind: KeyKind, key: String, usage: String) throws {
        let request = fixture.request("x", ["x.test"], key: kind)
        #expect(try make(request).map(\.action) == [.made, .made])
        #expect(try fixture.isWhole("x"))
        #expect(try fixture.mode("x.key") == 0o600)
        let text = try text()
        #expect(text.contains(key) && text.contains("Key Usage: critical\n                \(usage)"), "\(text)")
        #expect(try make(request).map(\.action) == [.kept, .kept])
    }

    @Test func anotherKindOfKeyIsANewKeyAndTheOldOneIsKept() throws {
        _ = try make(fixture.request("x", ["x.test"]))
        let old = try fixture.read("x.key")
        #expect(
            try make(fixture.request("x", ["x.test"], key: .rsa2048)).last?.action
                == .renewed("x.key is a key on the curve prime256v1, not rsa-2048; the old one is kept as x.key.old"))
        #expect(try fixture.read("x.key.old") == old)
        #expect(try fixture.isWhole("x"))
    }

    @Test(arguments: [
        (CertificateUsage.server, "TLS Web Server Authentication\n", true, false),
        (.client, "TLS Web Client Authentication\n", false, true),
        (.both, "TLS Web Server Authentication, TLS Web Client Authentication\n", true, true),
    ])
    func everyUsage(usage: CertificateUsage, words: String, server: Bool, client: Bool) throws {
        let request = fixture.request("x", ["x.test"], usage: usage)
        _ = try make(request)
        #expect(try text().contains("Extended Key Usage: \n                \(words)"))
        #expect(try fixture.isWhole("x", purpose: "sslserver") == server)
        #expect(try fixture.isWhole("x", purpose: "sslclient") == client)
        #expect(try make(request).map(\.action) == [.kept, .kept])
    }

    @Test func anotherUsageIsANewCertificateForTheSameKey() throws {
        _ = try make(fixture.request("x", ["x.test"]))
        let key = try fixture.read("x.key")
        #expect(
            try make(fixture.request("x", ["x.test"], usage: .client)).last?.action
                == .renewed("its usage changed (from server to client)"))
        #expect(try fixture.read("x.key") == key)
    }

    @Test func everyKindOfName() throws {
        let names = ["x.test", "*.x.test", "bücher.test", "127.0.0.2", "::1", "dev@x.test", "spiffe://x.test/api"]
        let request = fixture.request("x", names, usage: .both)
        _ = try make(request)
        let text = try text()
        #expect(
            text.contains(
                "DNS:x.test, DNS:*.x.test, DNS:xn--bcher-kva.test, IP Address:127.0.0.2, "
                    + "IP Address:0:0:0:0:0:0:0:1, email:dev@x.test, URI:spiffe://x.test/api"), "\(text)")
        #expect(try fixture.isWhole("x"))
        #expect(try make(request).map(\.action) == [.kept, .kept])
    }

    @Test(arguments: [
        ("www.corp.example", "www.corp.example"), ("*.corp.example", "corp.example"),
        ("dev@corp.example", "corp.example"),
        ("spiffe://corp.example/api", "corp.example"), ("10.0.0.1", "10.0.0.1"),
    ])
    func aNameOutsideIsAMistakeAtItsLineWhoseRemedyIsThePermitLine(name: String, entry: String) throws {
        var collector = DiagnosticCollector()
        let store = fixture.store(["x.test", name], permit: ["old.example"])
        #expect(store.prepare(collector: &collector) == [])
        #expect(collector.diagnostics.map(\.code) == ["C012"])
        #expect(collector.diagnostics.first?.location?.line == 7)
        #expect(collector.diagnostics.first?.remedy == "Write `permit: [old.example, \(entry)]` under `authority`.")
        collector = DiagnosticCollector()
        #expect(
            fixture.store(["x.test", name], permit: ["old.example", entry]).prepare(collector: &collector).count == 2)
        #expect(collector.diagnostics == [])
        #expect(try fixture.isWhole())
    }
}
