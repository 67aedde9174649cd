/// What a warden tells of its service.
package enum WardenReport: Sendable, Hashable {
    /// exec has succeeded.
    case started(pid: Int32)
    /// The program could not be started; `gone` follows.
    case startFailed(LaunchFailure)
    /// The main process has ended; `remain`: others that it started have not.
    case exited(ProcessExit, remain: Bool)
    /// Nothing is left below the warden.
    case gone
    /// The warden itself is no more, and reaped: what it left is this process's own child by now.
    case lost
}
