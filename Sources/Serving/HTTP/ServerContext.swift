internal import NIOCore
internal import StackModel
import Synchronization

/// What all connections of a server share.
final class ServerContext: Sendable {
    let responder: any Responder
    let hosts: HostPolicy
    let limits: ServerLimits
    let access: @Sendable (AccessRecord) -> Void
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    let clock: @Sendable () -> Int
    let registry = ConnectionRegistry()
    private let turns = Mutex<[ObjectIdentifier: NIOLoopBound<Turn>]>([:])

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

    /// To be called on that event loop.
    func turn(on eventLoop: any EventLoop) -> Turn {
        let known = turns.withLock { turns in
            let key = ObjectIdentifier(eventLoop)
            if let known = turns[key] { return known }
            let new = NIOLoopBound(Turn(eventLoop: eventLoop), eventLoop: eventLoop)
            turns[key] = new
            return new
        }
        return known.value
    }
}
