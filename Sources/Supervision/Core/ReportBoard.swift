internal import StackModel
import Synchronization

/// What other threads may read of the supervisor, and the lines that they hand in.
final class ReportBoard: Sendable {
    private struct State {
        var reports: [ServiceReport]
        var notes: [String] = []
        var lines: [LogLine] = []
    }

    private let state: Mutex<State>
    private let observer: @Sendable (ServiceReport) -> Void

    init(plans: [ServicePlan], observer: @escaping @Sendable (ServiceReport) -> Void) {
        let reports = plans.map { ServiceReport(name: $0.name, state: .waiting, address: $0.address) }
        state = Mutex(State(reports: reports))
        self.observer = observer
    }

    var reports: [ServiceReport] { state.withLock { $0.reports } }
    var notes: [String] { state.withLock { $0.notes } }

    func put(_ report: ServiceReport, at index: Int) {
        state.withLock { $0.reports[index] = report }
        observer(report)
    }

    func note(_ note: String) {
        state.withLock { $0.notes.append(note) }
    }

    /// Returns whether it is the first since `takeLines`, which is then due.
    func add(_ line: LogLine) -> Bool {
        state.withLock {
            $0.lines.append(line)
            return $0.lines.count == 1
        }
    }

    func takeLines() -> [LogLine] {
        state.withLock {
            let lines = $0.lines
            $0.lines = []
            return lines
        }
    }
}
