import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers calls over a Unix socket, as HTTP/1.1, to this user and root alone (SO_PEERCRED, unix(7)).
final class ControlServer: Sendable {
    typealias Answerer = @Sendable (ControlCall) async -> ControlAnswer

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel

    /// - Throws: an error of NIO when the socket cannot be bound.
    init(at path: String, answer: @escaping Answerer) async throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            channel = try await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(ControlConnection(answer: answer))
                    }
                }
                .bind(unixDomainSocketPath: path).get()
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Closes the socket, and every connection once its answer is written.
    func stop() async {
        try? await channel.close()
        try? await group.shutdownGracefully()
    }
}
