import Synchronization

/// Values as they come, and tasks that wait for one of them.
final class Journal<Value: Sendable>: Sendable {
    private struct Waiter {
        var isWanted: @Sendable (Value) -> Bool
        var continuation: CheckedContinuation<Value, Never>
    }

    private let state = Mutex<(values: [Value], waiters: [Waiter])>(([], []))

    var values: [Value] { state.withLock { $0.values } }

    func add(_ value: Value) {
        let served = state.withLock { state in
            state.values.append(value)
            var served: [Waiter] = []
            // Each is asked once: one may count.
            state.waiters.removeAll { waiter in
                let isServed = waiter.isWanted(value)
                if isServed { served.append(waiter) }
                return isServed
            }
            return served
        }
        for waiter in served { waiter.continuation.resume(returning: value) }
    }

    /// The value that makes so many of a kind.
    func number(_ count: Int, where isWanted: @escaping @Sendable (Value) -> Bool) async {
        let seen = Mutex<Int>(0)
        _ = await first { value in
            isWanted(value)
                && seen.withLock { seen in
                    seen += 1
                    return seen == count
                }
        }
    }

    func first(where isWanted: @escaping @Sendable (Value) -> Bool) async -> Value {
        await withCheckedContinuation { continuation in
            let there = state.withLock { state -> Value? in
                if let value = state.values.first(where: isWanted) { return value }
                state.waiters.append(Waiter(isWanted: isWanted, continuation: continuation))
                return nil
            }
            if let there { continuation.resume(returning: there) }
        }
    }
}
