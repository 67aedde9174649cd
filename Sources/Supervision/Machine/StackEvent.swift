package import Linux

/// Something that has happened to the stack.
package enum StackEvent: Sendable, Hashable {
    case begin
    /// Instead of `begin`: somebody else listens on the service's port.
    case portTaken(Int)
    /// exec has succeeded, or the in-process server's start has returned.
    case started(Int)
    /// `gone` follows.
    case startFailed(Int)
    /// Every required port is held by the service's own processes.
    case listening(Int)
    case probePassed(Int)
    /// It has asked for more time to become ready.
    case extended(Int, until: SuspendingClock.Instant)
    /// What `confirmListeners` asked for was not so.
    case listenersLost(Int)
    /// The main process has ended; `remain`: others that it started have not.
    case exited(Int, ProcessExit, remain: Bool)
    /// Nothing of the service is left.
    case gone(Int)
    /// The warden was killed; `gone` follows once what it left has been ended.
    case wardenLost(Int)
    case timer(StackTimer)
    /// It, and what it needs, is to run.
    case startService(Int)
    /// It alone is to end, and to stay so.
    case stopService(Int)
    /// It is to end and run again, and so is what asks to be started again with it.
    case restartService(Int)
    case reload(StackChange)
    case stopRequested
    /// The second Ctrl-C.
    case forceStop
}
