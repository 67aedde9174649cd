import NIOCore
import NIOPosix
import TLS

/// A server on a free port that answers with whatever bytes and endings a test asks for.
struct RawServer: Sendable {
    struct Request: Sendable {
        /// Counted from 0 in the order of their coming.
        var connection: Int
        /// Counted from 0 in its connection.
        var number: Int
        /// Head and body; empty for the step that is taken when a connection comes.
        var text: String

        var method: String { String(text.prefix { $0 != " " }) }
        var target: String { String(text.split(separator: " ").dropFirst().first ?? "") }
    }

    enum Step: Sendable {
        case send(String)
        /// The end of the stream, with close_notify over TLS.
        case close
        /// The end of the TCP stream alone.
        case cut
        /// RST, by SO_LINGER 0.
        case reset
    }

    typealias Script = @Sendable (Request) -> [Step]

    let port: UInt16
    let registry: RawServerRegistry

    var connections: Int { registry.connections }
    var requests: [Request] { registry.requests }

    /// Runs `body` beside a server.
    ///
    /// - Parameters:
    ///   - onConnection: What it does before it has read anything.
    ///   - onRequest: What it does once a whole request has come.
    static func with<Result>(
        identity: (any TLSIdentitySource)? = nil, host: String = "127.0.0.1",
        onConnection: @escaping Script = { _ in [] }, onRequest: @escaping Script = { _ in [] },
        _ body: (RawServer) async throws -> Result
    ) async throws -> Result {
        let registry = RawServerRegistry()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                let number = registry.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(CuttingHandler())
                    if let identity { try pipeline.addHandler(TLSServerHandler(source: identity)) }
                    try pipeline.addHandler(
                        RawServerHandler(
                            registry: registry, connection: number, onConnection: onConnection, onRequest: onRequest))
                }
            }
            .bind(host: host, port: 0).get()
        let server = RawServer(port: UInt16(listener.localAddress?.port ?? 0), registry: registry)
        do {
            let result = try await body(server)
            try await listener.close()
            await registry.closeAll()
            return result
        } catch {
            try await listener.close()
            await registry.closeAll()
            throw error
        }
    }
}
