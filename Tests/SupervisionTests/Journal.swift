import Synchronization

/// Values as they come, and tasks that wait for one of them.
final class Journal<Value: Sendable>: Sendable {
    private struct Waiter {
        var number: Int
        var isWanted: @Sendable (Value, [Value]) -> Bool
        var continuation: CheckedContinuation<Value, any Error>
    }

    private struct State {
        var values: [Value] = []
        var waiters: [Waiter] = []
        var lastNumber = 0
    }

    private let state = Mutex(State())

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

    func first(where isWanted: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        try await find { value, _ in isWanted(value) }
    }

    /// The last of so many of a kind.
    func last(of count: Int, where isWanted: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        try await find { value, all in isWanted(value) && all.count(where: isWanted) >= count }
    }

    /// - Parameter isWanted: told of a value and of all so far.
    /// - Throws: `CancellationError` when the test has had its time.
    private func find(where isWanted: @escaping @Sendable (Value, [Value]) -> Bool) async throws -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state -> Result<Value, any Error>? in
                    let all = state.values
                    if let value = all.first(where: { isWanted($0, all) }) { return .success(value) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiters.append(Waiter(number: number, isWanted: isWanted, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }
}
