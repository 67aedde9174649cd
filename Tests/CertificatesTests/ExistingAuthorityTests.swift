import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// An authority that somebody else made: mkcert's, a company's.
@Suite(.timeLimit(.minutes(1))) struct ExistingAuthorityTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        try CertificateFolder.make(fixture.root + "/theirs")
        try CertificateFolder.make(fixture.directory)
    }

    private var certificate: String { fixture.root + "/theirs/root.pem" }
    private var key: String { fixture.root + "/theirs/root.key" }

    /// As mkcert makes it: RSA, path length 0, no name constraints.
    private func makeTheirs(
        subject: String = "/O=mkcert development CA/CN=mkcert me@here", algorithm: String = "rsa:2048",
        extensions: [String] = ["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign"]
    ) throws {
        let made = try Program.run(
            "openssl",
            ["req", "-x509", "-newkey", algorithm, "-nodes", "-subj", subject, "-days", "3650"]
                + (algorithm == "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-384"] : [])
                + extensions.flatMap { ["-addext", $0] } + ["-keyout", key, "-out", certificate])
        try #require(made.succeeded, "\(made.output)")
    }

    private func store(_ names: [String], intermediate: Bool = false) -> CertificateStore {
        CertificateStore(
            settings: AuthoritySettings(
                directory: fixture.directory, source: .existing(certificate: certificate, key: key),
                intermediate: intermediate),
            requests: [fixture.request("localhost", names)], now: { WallClock.now })
    }

    private func verified(_ purpose: String = "sslserver") throws -> Bool {
        try Program.run(
            "openssl",
            [
                "verify", "-x509_strict", "-purpose", purpose, "-CAfile", certificate, "-untrusted",
                fixture.path("localhost.pem"), fixture.path("localhost.pem"),
            ]
        ).succeeded
    }

    @Test(arguments: ["rsa:2048", "ec", "ed25519"]) func itSignsAndIsLeftAsItIs(algorithm: String) throws {
        try makeTheirs(algorithm: algorithm)
        let before = try [certificate, key].map { try CertificateFolder(fixture.root + "/theirs").read($0)?.bytes }
        var collector = DiagnosticCollector()
        let store = store(["www.example.org", "localhost", "10.0.0.1"])
        let reports = store.prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(reports.map(\.file) == [certificate, fixture.path("localhost.pem")])
        #expect(reports.map(\.action) == [.kept, .made])
        #expect(try verified())
        #expect(store.authorityFile == certificate)
        #expect(store.prepare(collector: &collector).map(\.action) == [.kept, .kept])
        #expect(store.renew(authorityToo: false, collector: &collector).map(\.action).first == .kept)
        #expect(try verified())
        #expect(
            try before == [certificate, key].map { try CertificateFolder(fixture.root + "/theirs").read($0)?.bytes })
        #expect(try fixture.snapshot().keys.sorted() == [".gitignore", "localhost.key", "localhost.pem"])
    }

    @Test func itIsNotRenewedByDevstack() throws {
        try makeTheirs()
        var collector = DiagnosticCollector()
        #expect(store(["localhost"]).renew(authorityToo: true, collector: &collector) == [])
        #expect(collector.diagnostics.map(\.code) == ["C024"])
    }

    @Test func itsOwnNameConstraintsDecide() throws {
        try makeTheirs(extensions: [
            "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign",
            "nameConstraints=critical,permitted;DNS:corp.example,excluded;DNS:secret.corp.example",
        ])
        var collector = DiagnosticCollector()
        _ = store(["a.corp.example", "localhost", "b.secret.corp.example"]).prepare(collector: &collector)
        #expect(collector.diagnostics.map(\.code) == ["C012", "C012"])
        #expect(collector.diagnostics.map(\.message).map { $0.contains("localhost") } == [true, false])
        collector = DiagnosticCollector()
        // They say nothing of addresses.
        _ = store(["a.corp.example", "127.0.0.1"]).prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(try verified())
    }

    @Test func anIntermediateNeedsRoomBelowIt() throws {
        try makeTheirs()
        var collector = DiagnosticCollector()
        _ = store(["localhost"], intermediate: true).prepare(collector: &collector)
        #expect(collector.diagnostics.map(\.code) == ["C023"])
        try makeTheirs(extensions: ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"])
        collector = DiagnosticCollector()
        _ = store(["localhost"], intermediate: true).prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(try verified())
    }

    @Test func anIssuingAuthorityWithItsRootBehindIt() throws {
        let root = try Authority.make(
            key: PrivateKey.generate(), constraints: .local, pathLength: 1, now: WallClock.now)
        let issuing = try root.makeIntermediate(key: PrivateKey.generate(), now: WallClock.now)
        try fixture.write(issuing.certificate.pem() + root.certificate.pem(), to: "../theirs/root.pem")
        try fixture.write(issuing.key.pem(), to: "../theirs/root.key")
        var collector = DiagnosticCollector()
        _ = store(["localhost"]).prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(Certificate.chain(pem: try fixture.read("localhost.pem"))?.count == 2)
        #expect(try verified())
        // Without the root nobody could verify it.
        try fixture.write(issuing.certificate.pem(), to: "../theirs/root.pem")
        collector = DiagnosticCollector()
        _ = store(["localhost"]).prepare(collector: &collector)
        #expect(collector.diagnostics.map(\.code) == ["C023"])
        #expect(collector.diagnostics.first?.message.contains("which is no root") == true)
    }

    enum Fault: String, CaseIterable {
        case noFile = "cannot be read: No such file or directory"
        case noCertificate = "is not a PEM certificate"
        case leaf = "may sign no certificates"
        case otherKey = "is not the key of"
        case lockedKey = "without a passphrase"
    }

    @Test(arguments: Fault.allCases) func whatCannotSignIsSaid(fault: Fault) throws {
        try makeTheirs(extensions: fault == .leaf ? ["basicConstraints=critical,CA:FALSE"] : ["keyUsage=keyCertSign"])
        switch fault {
        case .noFile: try fixture.remove("../theirs/root.key")
        case .noCertificate: try fixture.write(Array("x".utf8), to: "../theirs/root.pem")
        case .leaf: break
        case .otherKey: try fixture.write(PrivateKey.generate().pem(), to: "../theirs/root.key")
        case .lockedKey:
            let locked = try Program.run(
                "openssl", ["rsa", "-in", key, "-aes256", "-passout", "pass:x", "-out", key + ".locked"])
            try #require(locked.succeeded)
            try fixture.rename("../theirs/root.key.locked", to: "../theirs/root.key")
        }
        var collector = DiagnosticCollector()
        _ = store(["localhost"]).prepare(collector: &collector)
        #expect(collector.diagnostics.map(\.code) == ["C023"])
        #expect(collector.diagnostics.first?.message.contains(fault.rawValue) == true, "\(collector.diagnostics)")
        #expect(try !fixture.snapshot().keys.contains("localhost.pem"))
    }
}
