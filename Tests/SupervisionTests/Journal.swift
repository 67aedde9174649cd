import Synchronization

/// Values as they come, and tasks that wait for one of them.
final class Journal<Value: Sendable>: Sendable {
    private struct Waiter {
        var isWanted: @Sendable (Value, [Value]) -> Bool
        var continuation: CheckedContinuation<Value, Never>
    }

    private let state = Mutex<(values: [Value], waiters: [Waiter])>(([], []))

    var values: [Value] { state.withLock { $0.values } }

    func add(_ value: Value) {
        let served = state.withLock { state in
            state.values.append(value)
            let served = state.waiters.filter { $0.isWanted(value, state.values) }
            state.waiters.removeAll { $0.isWanted(value, state.values) }
            return served
        }
        for waiter in served { waiter.continuation.resume(returning: value) }
    }

    func first(where isWanted: @escaping @Sendable (Value) -> Bool) async -> Value {
        await find { value, _ in isWanted(value) }
    }

    /// The last of so many of a kind.
    func last(of count: Int, where isWanted: @escaping @Sendable (Value) -> Bool) async -> Value {
        await find { value, all in isWanted(value) && all.count(where: isWanted) >= count }
    }

    /// - Parameter isWanted: told of a value and of all so far.
    private func find(where isWanted: @escaping @Sendable (Value, [Value]) -> Bool) async -> Value {
        await withCheckedContinuation { continuation in
            let there = state.withLock { state -> Value? in
                let all = state.values
                if let value = all.first(where: { isWanted($0, all) }) { return value }
                state.waiters.append(Waiter(isWanted: isWanted, continuation: continuation))
                return nil
            }
            if let there { continuation.resume(returning: there) }
        }
    }
}
