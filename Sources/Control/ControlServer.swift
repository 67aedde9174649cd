import NIOCore
import NIOHTTP1
import NIOPosix
internal import StackModel
internal import StackRunner

/// Answers calls over a Unix socket, as HTTP/1.1, to this user and root alone (SO_PEERCRED, unix(7)).
final class ControlServer: Sendable {
    typealias Answerer = @Sendable (ControlCall) async -> ControlAnswer
    typealias LogSource = @Sendable (LogRequest) -> Result<LogStream, ControlRefusal>

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let calls: OpenCalls
    private let transfers: LogTransfers

    /// - Throws: an error of NIO when the socket cannot be bound.
    init(at path: String, logs: @escaping LogSource, answer: @escaping Answerer) async throws {
        let calls = OpenCalls()
        let transfers = LogTransfers()
        self.calls = calls
        self.transfers = transfers
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            channel = try await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(
                            ControlConnection(calls: calls, transfers: transfers, logs: logs, answer: answer))
                    }
                }
                .bind(unixDomainSocketPath: path).get()
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Closes the socket, writes the answers to what was asked before, the ends of logs among them, and closes every
    /// connection.
    func stop() async {
        try? await channel.close()
        transfers.stop()
        await calls.drained()
        try? await group.shutdownGracefully()
    }
}
