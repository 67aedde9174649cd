import Reporting
internal import StackModel
import Supervision
import Synchronization

/// Where the services' lines pass on their way from the supervisor to the terminal, and from in-process servers to the
/// supervisor. Keeps the servers' last lines, so that a red check can show its own.
final class LogRelay: Sendable {
    private struct State {
        var supervisor: Supervisor?
        /// The most recent lines, oldest first.
        var lines: [String] = []
    }

    /// How many lines are kept for red checks: those of a run of some thousand checks.
    private static let capacity = 20_000

    private let state = Mutex(State())
    private let formatter: LogFormatter
    private let terminal: Terminal?
    /// Of each service, whether its lines are those of a built-in server.
    private let isBuiltIn: [Bool]

    /// - Parameter terminal: where lines go at once; `nil` to show none.
    init(services: [Service], formatter: LogFormatter, terminal: Terminal?) {
        isBuiltIn = services.map(\.isBuiltIn)
        self.formatter = formatter
        self.terminal = terminal
    }

    /// From now on lines of in-process servers go to this supervisor.
    func attach(_ supervisor: Supervisor) {
        state.withLock { $0.supervisor = supervisor }
    }

    /// A line of an in-process server, by the index of its plan.
    func log(service: Int, _ line: String) {
        state.withLock { $0.supervisor }?.log(service: service, line: line)
    }

    /// A line from the supervisor.
    func take(_ line: LogLine) {
        if isBuiltIn[line.service] {
            state.withLock { state in
                if state.lines.count == Self.capacity { state.lines.removeFirst(Self.capacity / 2) }
                state.lines.append(String(decoding: line.bytes, as: UTF8.self))
            }
        }
        terminal?.write([formatter.line(line.bytes, of: line.service)])
    }

    /// The built-in servers' lines for a check's request: those of its client's port and its target.
    func lines(for check: CheckResult) -> [String] {
        guard case .failed = check.verdict, let exchange = check.exchange else { return [] }
        return state.withLock { $0.lines.filter { AccessLine.isLine($0, of: exchange) } }
    }
}
