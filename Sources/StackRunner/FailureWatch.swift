import Synchronization

/// Something that happens once, and who is to be told.
final class FailureWatch: Sendable {
    private struct State {
        var hasHappened = false
        var reaction: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func tell() {
        let reaction = state.withLock { state in
            state.hasHappened = true
            defer { state.reaction = nil }
            return state.reaction
        }
        reaction?()
    }

    /// Runs `reaction` once it happens, at once if it has already.
    func onFirst(_ reaction: @escaping @Sendable () -> Void) {
        let hasHappened = state.withLock { state in
            if !state.hasHappened { state.reaction = reaction }
            return state.hasHappened
        }
        if hasHappened { reaction() }
    }
}
