import Synchronization

/// What the user has asked for by signals since the stack came up.
final class Interruption: Sendable {
    private struct State {
        var signal: StopSignal?
        var reaction: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The first signal; `nil` until there is one.
    var signal: StopSignal? { state.withLock { $0.signal } }

    /// - Returns: whether it is the first.
    func receive(_ signal: StopSignal) -> Bool {
        let (isFirst, reaction) = state.withLock { state in
            guard state.signal == nil else { return (false, nil as (@Sendable () -> Void)?) }
            state.signal = signal
            return (true, state.reaction)
        }
        reaction?()
        return isFirst
    }

    /// Runs `reaction` at the first signal, at once if it was there already.
    func onFirst(_ reaction: @escaping @Sendable () -> Void) {
        let isThere = state.withLock { state in
            state.reaction = reaction
            return state.signal != nil
        }
        if isThere { reaction() }
    }
}
