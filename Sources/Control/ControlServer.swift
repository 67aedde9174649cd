import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers calls over a Unix socket, as HTTP/1.1, to this user and root alone (SO_PEERCRED, unix(7)).
final class ControlServer: Sendable {
    typealias Answerer = @Sendable (ControlCall) async -> ControlAnswer

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let calls: OpenCalls

    /// - Throws: an error of NIO when the socket cannot be bound.
    init(at path: String, answer: @escaping Answerer) async throws {
        let calls = OpenCalls()
        self.calls = calls
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            channel = try await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(ControlConnection(calls: calls, answer: answer))
                    }
                }
                .bind(unixDomainSocketPath: path).get()
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Closes the socket, writes the answers to what was asked before, and closes every connection.
    func stop() async {
        try? await channel.close()
        await calls.drained()
        try? await group.shutdownGracefully()
    }
}
