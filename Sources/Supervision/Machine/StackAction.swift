/// What the machine wants done.
package enum StackAction: Sendable, Hashable {
    case start(Int)
    /// It is from now on what the reload said; `whileItRuns`: what was started before goes on.
    case adopt(Int, whileItRuns: Bool)
    /// Look for the service's listeners, until they are there or the service is reported in another state.
    case watchListeners(Int)
    /// Probe it, until it passes or the service is reported in another state.
    case probe(Int)
    /// The main process has ended well but others remain: look once whether they hold the ports.
    case confirmListeners(Int)
    /// Send the service's stop signal.
    case stop(Int)
    case kill(Int)
    case setTimer(StackTimer, at: SuspendingClock.Instant)
    case cancelTimer(StackTimer)
    /// The service's phase has changed, or something that it depends on has failed.
    case report(Int)
    /// Nothing runs any more, and nothing will.
    case finished
}
