internal import NIOCore
import Synchronization

/// The open connections of a server, so that stopping it can wait for them, and then need not.
final class ConnectionRegistry: Sendable {
    /// Asks a connection, as an inbound user event, to finish what it is at and close.
    struct DrainRequested: Sendable {}

    private struct State {
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
        var emptied: EventLoopPromise<Void>?
    }

    private let state = Mutex(State())

    /// - Returns: Whether the server is being stopped already.
    func add(_ channel: any Channel) -> Bool {
        state.withLock { state in
            state.connections[ObjectIdentifier(channel)] = channel
            return state.isDraining
        }
    }

    func remove(_ channel: any Channel) {
        let emptied = state.withLock { state in
            state.connections[ObjectIdentifier(channel)] = nil
            return state.connections.isEmpty ? state.emptied.take() : nil
        }
        emptied?.succeed()
    }

    /// Has every connection close as soon as it has answered what it was asked; ends when all have, or after `grace`.
    func drain(grace: Duration, on eventLoop: any EventLoop) async {
        let emptied = eventLoop.makePromise(of: Void.self)
        let open = state.withLock { state in
            state.isDraining = true
            if !state.connections.isEmpty { state.emptied = emptied }
            return Array(state.connections.values)
        }
        if open.isEmpty { return emptied.succeed() }
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(DrainRequested()) }
        let timer = eventLoop.scheduleTask(in: TimeAmount(grace)) {
            self.state.withLock { $0.emptied.take() }?.succeed()
        }
        // The promise only ever succeeds.
        try? await emptied.futureResult.get()
        timer.cancel()
    }

    /// Closes what is still open at once.
    func closeAll() async {
        let open = state.withLock { Array($0.connections.values) }
        for channel in open { channel.close(mode: .all, promise: nil) }
        // A channel that was closed already says so by an error.
        for channel in open { try? await channel.closeFuture.get() }
    }

    var count: Int { state.withLock { $0.connections.count } }
}
