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
        #expect(reports.last?.names == ["localhost", "127.0.0.1", "::1", "app.test"])
        #expect(
            try fixture.snapshot().keys.sorted() == [
                ".gitignore", "ca.key", "ca.pem", "localhost.key", "localhost.pem",
            ])
        #expect(try fixture.mode("ca.key") == 0o600)
        #expect(try fixture.mode("localhost.key") == 0o600)
        #expect(try fixture.mode("ca.pem") == 0o644)
        #expect(try String(decoding: fixture.read(".gitignore"), as: UTF8.self) == "*\n!.gitignore\n")
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
}
