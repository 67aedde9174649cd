import Checking
internal import StackModel
import Synchronization

/// A stack that runs, as its file said when it was last read: a reload changes it under all who use it.
final class CurrentStack: Sendable {
    /// What a probe of a service must know.
    struct Probed: Sendable {
        var service: Service
        var tlsHost: String?
    }

    private struct State {
        var stack: Stack
        var secrets = SecretMask()
        /// The services by the supervisor's numbers, the ones that were removed among them.
        var names: [String] = []
        var probed: [Int: Probed] = [:]
        var prober: CheckRunner?
    }

    private let state: Mutex<State>

    init(_ stack: Stack) {
        var state = State(stack: stack)
        Self.take(stack, &state)
        self.state = Mutex(state)
    }

    var stack: Stack { state.withLock { $0.stack } }
    /// Those of the files that were read before as well: services that go on may know them.
    var secrets: SecretMask { state.withLock { $0.secrets } }
    /// Every service that there ever was, by the supervisor's numbers.
    var names: [String] { state.withLock { $0.names } }
    /// By the same numbers; `nil` of those that are gone.
    var services: [Service?] {
        state.withLock { state in state.names.indices.map { state.probed[$0]?.service } }
    }

    /// The supervisor's numbers of a stack's services; new ones get the next.
    func numbers(of stack: Stack) -> [String: Int] {
        let known = names
        let names = known + stack.services.map(\.name.value).filter { !known.contains($0) }
        return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    /// The service of a number, and what asks whether it is ready.
    func probing(_ number: Int) -> (prober: CheckRunner, probed: Probed)? {
        state.withLock { state in
            guard let prober = state.prober, let probed = state.probed[number] else { return nil }
            return (prober, probed)
        }
    }

    /// From now on it is this one.
    func become(_ stack: Stack) {
        state.withLock { Self.take(stack, &$0) }
    }

    /// From now on this asks whether services are ready.
    func probe(by prober: CheckRunner) {
        state.withLock { $0.prober = prober }
    }

    private static func take(_ stack: Stack, _ state: inout State) {
        let known = Set(state.names)
        state.names += stack.services.map(\.name.value).filter { !known.contains($0) }
        state.stack = stack
        state.secrets = state.secrets.union(stack.secrets)
        let services = Dictionary(uniqueKeysWithValues: stack.services.map { ($0.name.value, $0) })
        state.probed = [:]
        for (number, name) in state.names.enumerated() {
            state.probed[number] = services[name].map { Probed(service: $0, tlsHost: stack.tlsHost(of: $0)) }
        }
    }
}
