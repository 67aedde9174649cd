internal import Linux
internal import StackModel
import Synchronization

/// What other threads may read of the supervisor, and the lines that they hand in.
final class ReportBoard: Sendable {
    private struct State {
        /// By the indices of the plans.
        var reports: [ServiceReport]
        /// The indices of those that are shown, in the order of the stack file.
        var order: [Int]
        var notes: [String] = []
        var lines: [LogLine] = []
        var bytes = 0
        /// By service.
        var linesLost: [Int: Int] = [:]
    }

    /// How much waits at most: whoever hands a line in is not to be held up, so what comes beyond is counted and dropped.
    static let linesAtMost = 65_536
    static let bytesAtMost = 16 << 20

    private let state: Mutex<State>
    private let observer: @Sendable (ServiceReport) -> Void

    init(plans: [ServicePlan], observer: @escaping @Sendable (ServiceReport) -> Void) {
        state = Mutex(State(reports: plans.map { ServiceReport(of: $0) }, order: Array(plans.indices)))
        self.observer = observer
    }

    var reports: [ServiceReport] { state.withLock { state in state.order.map { state.reports[$0] } } }
    var notes: [String] { state.withLock { $0.notes } }

    func put(_ report: ServiceReport, at index: Int) {
        state.withLock { $0.reports[index] = report }
        observer(report)
    }

    /// The same where nothing has changed that is shown while it happens.
    func keep(_ report: ServiceReport, at index: Int) {
        state.withLock { $0.reports[index] = report }
    }

    /// Those of services that come to the ones that are there; not shown until `arrange` says so.
    func add(_ plans: [ServicePlan]) {
        state.withLock { $0.reports += plans.map { ServiceReport(of: $0) } }
    }

    func arrange(_ order: [Int]) {
        state.withLock { $0.order = order }
    }

    /// Of the service of this name that is shown.
    func index(of name: String) -> Int? {
        state.withLock { state in state.order.first { state.reports[$0].name == name } }
    }

    func name(of index: Int) -> String { state.withLock { $0.reports[index].name } }

    func note(_ note: String) {
        state.withLock { $0.notes.append(note) }
    }

    /// Returns whether it is the first since `takeLines`, which is then due.
    func add(_ line: LogLine) -> Bool {
        state.withLock { state in
            let bytes = state.bytes + line.bytes.count
            guard state.lines.isEmpty || (state.lines.count < Self.linesAtMost && bytes <= Self.bytesAtMost) else {
                state.linesLost[line.service, default: 0] += 1
                return false
            }
            state.lines.append(line)
            state.bytes = bytes
            return state.lines.count == 1
        }
    }

    /// All that waits, and for each service that lost some a line that says how many.
    func takeLines() -> [LogLine] {
        let (lines, lost) = state.withLock { state in
            defer {
                state.lines = []
                state.bytes = 0
                state.linesLost = [:]
            }
            return (state.lines, state.linesLost)
        }
        return lines
            + lost.sorted { $0.key < $1.key }.map { service, count in
                let words = count == 1 ? "1 line was" : "\(count) lines were"
                return LogLine(
                    service: service, stream: .devstack, time: LogTime(seconds: WallClock.now()),
                    bytes: Array("\(words) lost: they came faster than they could be written".utf8))
            }
    }
}
