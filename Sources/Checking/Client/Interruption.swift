import Synchronization

/// What to do when the run is interrupted: end whatever an exchange is waiting for just then.
final class Interruption: Sendable {
    private struct State {
        var isInterrupted = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    /// Replaces the action; done at once if the interruption came before.
    func whenInterrupted(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.action = action
            return state.isInterrupted
        }
        if isLate { action() }
    }

    func interrupt() {
        let action = state.withLock { state in
            state.isInterrupted = true
            return state.action
        }
        action?()
    }
}
