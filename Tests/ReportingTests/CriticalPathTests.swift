import StackModel
import Testing

@testable import Reporting

@Suite struct CriticalPathTests {
    private func service(_ name: String, from: Int, to: Int?, needs: [ServiceNeed] = []) -> ServiceReport {
        var report = ServiceReport(name: name, state: to == nil ? .failed : .ready)
        report.needs = needs
        report.lives = [
            ServiceLife(
                startedAt: .milliseconds(from), spawnedAt: .milliseconds(from + 1),
                ready: to.map { Sighting(seenAt: .milliseconds($0)) },
                stoppingAt: to == nil ? .milliseconds(from + 5) : nil)
        ]
        return report
    }

    @Test func itGoesBackByWhatWasMetLast() {
        let services = [
            service("a", from: 0, to: 20), service("b", from: 0, to: 30),
            service("c", from: 30, to: 50, needs: [ServiceNeed("a"), ServiceNeed("b")]),
            service("d", from: 0, to: 40),
        ]
        #expect(CriticalPath(services).services == [1, 2])
    }

    @Test func aStartIsEnoughForWhoWaitsForThatAlone() {
        let services = [
            service("slow", from: 0, to: 90),
            service("other", from: 0, to: 8),
            service("last", from: 9, to: 95, needs: [ServiceNeed("slow", .started), ServiceNeed("other")]),
        ]
        #expect(CriticalPath(services).services == [1, 2])
    }

    @Test func ofAFailedStartItLeadsToTheFirstFailure() {
        let services = [
            service("a", from: 0, to: 20), service("slow", from: 0, to: 99),
            service("b", from: 21, to: nil, needs: [ServiceNeed("a")]), service("c", from: 60, to: nil),
        ]
        #expect(CriticalPath(services).services == [0, 2])
    }

    @Test func withoutStartsThereIsNone() {
        #expect(CriticalPath([ServiceReport(name: "a", state: .waiting)]).services.isEmpty)
        #expect(CriticalPath([]).services.isEmpty)
    }
}
