import Certificates
import Diagnostics
import StackModel
import Testing

/// Several runs in one folder at once: one makes, the others keep what it made.
struct ConcurrencyTests {
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
