internal import StackModel

/// What all connections of a server share.
final class ServerContext: Sendable {
    let responder: any Responder
    let hosts: HostPolicy
    let limits: ServerLimits
    let access: @Sendable (AccessRecord) -> Void
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    let clock: @Sendable () -> Int
    let registry = ConnectionRegistry()

    init(
        responder: any Responder, hosts: HostPolicy, limits: ServerLimits, clock: @escaping @Sendable () -> Int,
        access: @escaping @Sendable (AccessRecord) -> Void
    ) {
        self.responder = responder
        self.hosts = hosts
        self.limits = limits
        self.clock = clock
        self.access = access
    }
}
