import Synchronization

/// Something that happens once, what it was, and who is to be told.
package final class Occurrence<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var reactions: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// What happened; `nil` until it does.
    package var value: Value? { state.withLock { $0.value } }

    /// - Returns: whether it is the first time; only that counts.
    @discardableResult
    package func happen(_ value: Value) -> Bool {
        let reactions: [@Sendable () -> Void]? = state.withLock { state in
            guard state.value == nil else { return nil }
            state.value = value
            defer { state.reactions = [] }
            return state.reactions
        }
        for reaction in reactions ?? [] { reaction() }
        return reactions != nil
    }

    /// Runs `reaction` when it happens, at once if it has already.
    func onFirst(_ reaction: @escaping @Sendable () -> Void) {
        let hasHappened = state.withLock { state in
            if state.value == nil { state.reactions.append(reaction) }
            return state.value != nil
        }
        if hasHappened { reaction() }
    }

    /// Returns when it has happened.
    package func happened() async {
        await withCheckedContinuation { continuation in onFirst { continuation.resume() } }
    }
}
