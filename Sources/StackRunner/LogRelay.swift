import Linux
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
        /// What of each service waits to be shown, in bytes; nothing of those that are not there.
        var waiting: [Int: Int] = [:]
        /// Those that were said to be backed up.
        var held: Set<Int> = []
        /// How many lines of a service were not shown.
        var leftOut: [Int: Int] = [:]
        /// The services by the supervisor's numbers; `nil` of those that are gone.
        var services: [Service?]
        var formatter: LogFormatter
    }

    /// How many lines are kept for red checks: those of a run of some thousand checks.
    private static let capacity = 20_000
    /// With so much of it waiting to be shown, in bytes, a service waits too.
    private static let enough = 1 << 20
    /// What comes beyond this, from a server or at the end of a program, is not shown.
    private static let most = 8 << 20

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
        let batch = state.withLock { state in
            keep(lines, &state)
            return terminal == nil || state.isHidden ? nil : Self.batch(of: lines, &state)
        }
        show(batch)
    }

    /// Whether so much of a service's lines waits to be shown that it had better wait itself: until
    /// `Supervisor.resumeReading`.
    func isBackedUp(_ service: Int) -> Bool {
        state.withLock { state in
            guard state.waiting[service, default: 0] > Self.enough else { return false }
            state.held.insert(service)
            return true
        }
    }

    private struct Batch {
        var text: [UInt8] = []
        /// Of each service, in bytes.
        var shares: [Int: Int] = [:]
    }

    private static func batch(of lines: some Collection<LogLine>, _ state: inout State) -> Batch {
        var batch = Batch()
        batch.text.reserveCapacity(lines.reduce(0) { $0 + $1.bytes.count + 32 })
        for line in lines {
            // Until the note of it has its place, so that the gap is one.
            if state.leftOut[line.service] != nil || state.waiting[line.service, default: 0] > most {
                state.leftOut[line.service, default: 0] += 1
                continue
            }
            let size = batch.text.count
            state.formatter.append(line.bytes, of: line.service, to: &batch.text)
            batch.shares[line.service, default: 0] += batch.text.count - size
            state.waiting[line.service, default: 0] += batch.text.count - size
        }
        return batch
    }

    private func show(_ batch: Batch?) {
        guard let batch, let terminal, !batch.text.isEmpty else { return }
        terminal.write(text: String(decoding: batch.text, as: UTF8.self)) { [self] in showed(batch.shares) }
    }

    /// That much less is waiting.
    private func showed(_ shares: [Int: Int]) {
        let (resumed, supervisor, batch) = state.withLock { state in
            for (service, size) in shares {
                let rest = state.waiting[service, default: 0] - size
                state.waiting[service] = rest > 0 ? rest : nil
            }
            let crowded = state.waiting.filter { $0.value > Self.enough / 2 }
            let resumed = state.held.filter { crowded[$0] == nil }
            state.held.subtract(resumed)
            let noted = state.leftOut.filter { crowded[$0.key] == nil }.sorted { $0.key < $1.key }
            for (service, _) in noted { state.leftOut[service] = nil }
            let notes = noted.map { service, count in
                LogLine(
                    service: service, stream: .devstack, time: LogTime(seconds: WallClock.now()),
                    bytes: Array(Self.words(forLeftOut: count).utf8))
            }
            return (resumed, state.supervisor, Self.batch(of: notes, &state))
        }
        for service in resumed { supervisor?.resumeReading(of: service) }
        show(batch)
    }

    private static func words(forLeftOut count: Int) -> String {
        (count == 1 ? "1 line is" : "\(count) lines are")
            + " left out here, since nobody took what was shown: `devstack logs` has them"
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
