import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// What is made where nothing was, and that a sound store is left as it is.
struct MakingTests {
    let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    @Test func everyFileIsMadeWithItsMode() throws {
        var collector = DiagnosticCollector()
        let reports = fixture.store().prepare(collector: &collector)
        #expect(collector.diagnostics == [])
        #expect(reports.map(\.name) == ["ca", "localhost"])
        #expect(reports.map(\.action) == [.made, .made])
        #expect(reports.first?.names == ["localhost", "test", "127.0.0.0/8", "::1"])
        #expect(reports.last?.names == ["localhost", "127.0.0.1", "::1", "app.test"])
        let files = [".gitignore", "ca.key", "ca.pem", "localhost.key", "localhost.pem"]
        #expect(try fixture.snapshot().keys.sorted() == files)
        #expect(try fixture.mode("ca.key") == 0o600)
        #expect(try fixture.mode("localhost.key") == 0o600)
        #expect(try fixture.mode("ca.pem") == 0o644)
        #expect(try String(decoding: fixture.read(".gitignore"), as: UTF8.self) == "*\n!.gitignore\n")
    }

    @Test func foldersAboveAreMadeToo() throws {
        let settings = AuthoritySettings(directory: fixture.root + "/a/b/certs")
        let store = CertificateStore(
            settings: settings, requests: [fixture.request("localhost", ["localhost"])], now: { StoreFixture.start })
        var collector = DiagnosticCollector()
        #expect(store.prepare(collector: &collector).count == 2)
        #expect(collector.diagnostics == [])
        #expect(
            try CertificateStore.matches(
                chainPEM: store.chainPEM(of: "localhost"), keyPEM: store.keyPEM(of: "localhost")))
    }

    @Test func aSoundStoreIsKeptByteForByte() throws {
        var collector = DiagnosticCollector()
        let made = fixture.store().prepare(collector: &collector)
        let before = try fixture.snapshot()
        let kept = fixture.store().prepare(collector: &collector)
        #expect(kept.map(\.action) == [.kept, .kept])
        #expect(kept.map(\.serial) == made.map(\.serial))
        #expect(try fixture.snapshot() == before)
        #expect(collector.diagnostics == [])
    }

    @Test func aSecondCertificateLeavesTheFirst() throws {
        var collector = DiagnosticCollector()
        let first = fixture.request("localhost", ["localhost"])
        _ = fixture.store([first]).prepare(collector: &collector)
        let serial = try fixture.details("localhost.pem").serial
        let reports = fixture.store([first, fixture.request("api.v1", ["*.api.test"])]).prepare(collector: &collector)
        #expect(reports.map(\.action) == [.kept, .kept, .made])
        #expect(try fixture.details("localhost.pem").serial == serial)
        #expect(try fixture.details("api.v1.pem").subject == "O=devstack, CN=api-v1")
        #expect(try fixture.isWhole("api.v1"))
    }

    @Test func theUsersOwnGitignoreStays() throws {
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        try fixture.write(Array("*.key\n".utf8), to: ".gitignore")
        _ = fixture.store().prepare(collector: &collector)
        #expect(try fixture.read(".gitignore") == Array("*.key\n".utf8))
        try fixture.remove(".gitignore")
        _ = fixture.store().prepare(collector: &collector)
        #expect(try fixture.read(".gitignore") == Array("*\n!.gitignore\n".utf8))
        #expect(collector.diagnostics == [])
    }

    @Test func twoAuthoritiesHaveNothingInCommon() throws {
        let other = try StoreFixture()
        var collector = DiagnosticCollector()
        let one = fixture.store().prepare(collector: &collector)
        let two = other.store().prepare(collector: &collector)
        #expect(one.first?.subject != two.first?.subject)
        #expect(one.first?.serial != two.first?.serial)
        #expect(try fixture.read("ca.key") != other.read("ca.key"))
    }

    @Test func mistakesInTheStackFileStopEverything() throws {
        var collector = DiagnosticCollector()
        let requests = [
            fixture.request("localhost", ["localhost", "two words", "corp.example", "10.0.0.1", "host.test.example"]),
            fixture.request("none", []),
        ]
        let reports = fixture.store(requests, permit: ["10.0.0.0/33", "a..b"]).prepare(collector: &collector)
        #expect(reports == [])
        #expect(collector.codes == ["C013", "C013", "C011", "C012", "C012", "C012", "C021"])
        #expect(collector.diagnostics[3].location?.line == 7)
        #expect(throws: (any Error).self) { try fixture.snapshot() }
    }

    @Test func whatIsPermittedIsCertified() throws {
        var collector = DiagnosticCollector()
        let store = fixture.store(
            ["localhost", "www.corp.example", "*.corp.example", "10.1.2.3", "fd00::7"],
            permit: [".Corp.example", "10.9.9.9/8", "fd00::/8"])
        #expect(store.prepare(collector: &collector).map(\.action) == [.made, .made])
        #expect(collector.diagnostics == [])
        #expect(try fixture.isWhole())
    }
}
