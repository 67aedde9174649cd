internal import NIOCore

/// How long a connection may take to be made, from when, and whether TLS is part of it.
struct ConnectionPlan: Sendable {
    var isSecure: Bool
    /// When the name began to be looked up.
    var soughtAt: NIODeadline
    var startedAt: NIODeadline
    var deadline: NIODeadline
    /// How long the deadline is from the check's beginning, for the words of a time-out.
    var timeout: Duration
}
