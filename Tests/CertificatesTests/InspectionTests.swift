import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// Looking changes nothing, and tells what the next run would do.
struct InspectionTests {
    let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func inspect(_ store: CertificateStore) -> ([CertificateReport], [Diagnostic]) {
        var collector = DiagnosticCollector()
        return (store.inspect(collector: &collector), collector.diagnostics)
    }

    @Test func whereNothingIs() throws {
        let (reports, diagnostics) = inspect(fixture.store())
        #expect(reports == [])
        #expect(
            diagnostics.map(\.message) == [
                "\(fixture.path("ca.pem")) has not been made yet",
                "\(fixture.path("localhost.pem")) has not been made yet",
            ])
        #expect(diagnostics.allSatisfy { $0.severity == .warning })
        #expect(throws: (any Error).self) { try fixture.snapshot() }
    }

    @Test func aSoundStore() throws {
        var collector = DiagnosticCollector()
        let made = fixture.store().prepare(collector: &collector)
        let (reports, diagnostics) = inspect(fixture.store())
        #expect(diagnostics == [])
        #expect(reports.map(\.fingerprint) == made.map(\.fingerprint))
        #expect(reports.map(\.action) == [.kept, .kept])
    }

    @Test func whatIsDue() throws {
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        let before = try fixture.snapshot()
        fixture.advance(days: 100)
        let (reports, diagnostics) = inspect(fixture.store(permit: ["corp.example"]))
        #expect(reports.count == 2)
        #expect(
            diagnostics.map(\.message) == [
                "\(fixture.path("ca.pem")) is to be made anew: permit now has corp.example",
                "\(fixture.path("localhost.pem")) is to be made anew: it expired 10 days ago",
            ])
        #expect(try fixture.snapshot() == before)
    }

    @Test func theFingerprintIsTheOneThatOpenSSLTells() throws {
        var collector = DiagnosticCollector()
        let leaf = try #require(fixture.store().prepare(collector: &collector).last)
        let told = try Program.run(
            "openssl", ["x509", "-noout", "-fingerprint", "-sha256", "-serial", "-in", leaf.file])
        #expect(told.output.contains("ingerprint=\(leaf.fingerprint)\n"))
        #expect(told.output.contains("serial=\(leaf.serial.uppercased())\n"))
    }
}
