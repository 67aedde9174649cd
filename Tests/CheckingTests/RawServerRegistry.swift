import NIOCore
import Synchronization

/// What a raw server has seen.
final class RawServerRegistry: Sendable {
    private struct State {
        var channels: [any Channel] = []
        var requests: [RawServer.Request] = []
    }

    private let state = Mutex(State())

    var connections: Int { state.withLock(\.channels.count) }
    var requests: [RawServer.Request] { state.withLock(\.requests) }

    /// Gives the connection its number.
    func add(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.channels.append(channel)
            return state.channels.count - 1
        }
    }

    func add(_ request: RawServer.Request) { state.withLock { $0.requests.append(request) } }

    func closeAll() async {
        for channel in state.withLock(\.channels) {
            channel.close(promise: nil)
            try? await channel.closeFuture.get()
        }
    }
}
