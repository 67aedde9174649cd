import Synchronization

/// A value that is there later, once.
package final class Future<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, Never>])
        case set(Value)
    }

    private let state = Mutex(State.waiting([]))

    package init() {}

    package var isSet: Bool {
        state.withLock { if case .set = $0 { true } else { false } }
    }

    package func set(_ value: Value) {
        let waiting = state.withLock { state in
            guard case .waiting(let continuations) = state else { return [CheckedContinuation<Value, Never>]() }
            state = .set(value)
            return continuations
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    package func value() async -> Value {
        await withCheckedContinuation { continuation in
            let ready: Value? = state.withLock { state in
                switch state {
                case .set(let value): return value
                case .waiting(let continuations):
                    state = .waiting(continuations + [continuation])
                    return nil
                }
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}
