import Diagnostics
import StackModel
import Synchronization
import Testing

@testable import Certificates

/// Several runs in one folder at once: one makes, the others keep what it made.
struct ConcurrencyTests {
    /// What a thread has found, once it is over.
    final class Outcome: Sendable {
        private let state = Mutex<[String]?>(nil)

        var codes: [String]? {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
    }

    @Test(.timeLimit(.minutes(1))) func onlyOneMakes() async throws {
        for _ in 0..<5 {
            let fixture = try StoreFixture()
            let runs = await withTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        var collector = DiagnosticCollector()
                        return (fixture.store().prepare(collector: &collector), collector.codes)
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(runs.allSatisfy { $0.1 == [] })
            #expect(Set(runs.map { $0.0.map(\.serial) }).count == 1)
            #expect(runs.count { $0.0.first?.action == .made } == 1)
            #expect(try fixture.isWhole())
        }
    }

    /// Between the two renames of a new authority its files do not match, and nobody is told so.
    @Test(.timeLimit(.minutes(1)), arguments: [StoreAct.prepare, .inspect])
    func whoeverLooksWaitsForAWriter(act: StoreAct) async throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        let folder = try CertificateFolder(fixture.directory)
        let lock = try folder.lock(.exclusive, within: .zero)
        try fixture.rename("ca.pem", to: "ca.pem.old")
        let outcome = Outcome()
        try BlockingThread.start {
            var collector = DiagnosticCollector()
            var store = fixture.store()
            store.patience = .seconds(60)
            _ = act.perform(on: store, &collector)
            outcome.codes = collector.codes
        }
        while outcome.codes == nil, try !fixture.isLockWaitedFor() { await Task.yield() }
        #expect(outcome.codes == nil)
        try fixture.rename("ca.pem.old", to: "ca.pem")
        lock.release()
        while outcome.codes == nil { await Task.yield() }
        #expect(outcome.codes == [])
    }

    @Test func aLockThatIsNeverGivenUpIsSaid() throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        let lock = try CertificateFolder(fixture.directory).lock(.exclusive, within: .zero)
        var store = fixture.store()
        store.patience = .milliseconds(20)
        let before = try fixture.snapshot()
        let reports = store.renew(authorityToo: false, collector: &collector)
        #expect(collector.codes == ["C029"])
        #expect(collector.diagnostics.last?.remedy?.contains("fuser -v \(fixture.directory)/.lock") == true)
        #expect(reports.map(\.action) == [.kept, .kept])
        #expect(try fixture.snapshot() == before)
        lock.release()
    }

    @Test(.timeLimit(.minutes(1))) func renewingWhileOthersPrepareAndLook() async throws {
        let fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        _ = fixture.store().prepare(collector: &collector)
        let codes = await withTaskGroup { group in
            for act in StoreAct.allCases + StoreAct.allCases {
                group.addTask {
                    var collector = DiagnosticCollector()
                    for _ in 0..<20 { _ = act.perform(on: fixture.store(), &collector) }
                    return collector.errorCodes
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes == [])
        #expect(try fixture.isWhole())
    }
}
