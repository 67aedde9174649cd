internal import Reporting
internal import StackModel
import Supervision
import Synchronization

/// Where the services' lines pass on their way from the supervisor to the terminal, and from in-process servers to the
/// supervisor. Keeps the servers' last lines, so that a red check can show its own.
final class LogRelay: Sendable {
    private struct State {
        var supervisor: Supervisor?
        /// The most recent lines, oldest first; `nil` once no check asks for them any more.
        var lines: [[UInt8]]? = []
        var isHidden = false
        /// The services by the supervisor's numbers; `nil` of those that are gone.
        var services: [Service?]
        var formatter: LogFormatter
    }

    /// How many lines are kept for red checks: those of a run of some thousand checks.
    private static let capacity = 20_000

    private let state: Mutex<State>
    private let terminal: Terminal?

    /// - Parameter terminal: where lines go at once; `nil` to show none.
    init(services: [Service], formatter: LogFormatter, terminal: Terminal?) {
        state = Mutex(State(services: services, formatter: formatter))
        self.terminal = terminal
    }

    /// From now on these are the services, by the supervisor's numbers; `nil` of those that are gone.
    func become(_ services: [Service?], formatter: LogFormatter) {
        state.withLock { state in
            state.services = services
            state.formatter = formatter
        }
    }

    /// From now on lines of in-process servers go to this supervisor.
    func attach(_ supervisor: Supervisor) {
        state.withLock { $0.supervisor = supervisor }
    }

    /// A line of an in-process server, by the index of its plan.
    func log(service: Int, _ line: [UInt8]) {
        state.withLock { $0.supervisor }?.log(service: service, line: line)
    }

    /// Lines from the supervisor.
    func take(_ lines: [LogLine]) {
        let (formatter, isHidden) = state.withLock { state in
            keep(lines, &state)
            return (state.formatter, state.isHidden)
        }
        guard let terminal, !isHidden else { return }
        var text: [UInt8] = []
        text.reserveCapacity(lines.reduce(0) { $0 + $1.bytes.count + 32 })
        for line in lines { formatter.append(line.bytes, of: line.service, to: &text) }
        terminal.write(text: String(decoding: text, as: UTF8.self))
    }

    /// Those of built-in servers, as long as a check may ask for them.
    private func keep(_ lines: [LogLine], _ state: inout State) {
        guard let known = state.lines?.count else { return }
        let own = lines.filter { line in
            state.services.indices.contains(line.service) && state.services[line.service]?.isBuiltIn == true
        }.suffix(Self.capacity)
        let surplus = known + own.count - Self.capacity
        if surplus > 0 { state.lines?.removeFirst(min(known, max(surplus, Self.capacity / 2))) }
        for line in own { state.lines?.append(line.bytes) }
    }

    /// Keeps no lines from now on: all checks are made.
    func forget() {
        state.withLock { $0.lines = nil }
    }

    /// Shows no lines from now on: nobody is there to see them, and their files have them.
    func hide() {
        state.withLock { $0.isHidden = true }
    }

    /// The built-in servers' lines for a check's request: those of its client's port and its target, and of a handshake that
    /// failed.
    func lines(for check: CheckResult) -> [String] {
        guard case .failed = check.verdict, let exchange = check.exchange else { return [] }
        let prefixes = ["\(exchange.method) ", "from "].map { Array($0.utf8) }
        return state.withLock { ($0.lines ?? []).filter { line in prefixes.contains { line.starts(with: $0) } } }
            .map { String(decoding: $0, as: UTF8.self) }.filter { AccessLine.isLine($0, of: exchange) }
    }
}
