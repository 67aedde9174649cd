internal import NIOCore
import NIOHTTP1

/// An open connection, used by one exchange at a time.
final class HTTPConnection: Sendable {
    let facts: ConnectionFacts
    private let channel: any Channel
    /// Completed with what ended the connection.
    private let ended: EventLoopFuture<ExchangeFailure>

    init(channel: any Channel, facts: ConnectionFacts, ended: EventLoopFuture<ExchangeFailure>) {
        self.channel = channel
        self.facts = facts
        self.ended = ended
    }

    var isActive: Bool { channel.isActive }

    func close() { channel.close(promise: nil) }

    func closed() async {
        channel.close(promise: nil)
        // That it was closed before is no error here.
        try? await channel.closeFuture.get()
    }

    /// What the server says of the client's certificate, if it refuses it: in TLS 1.3 that comes behind the handshake.
    ///
    /// The client says that it has nothing to ask, and waits for what the server says to that, which is its verdict or its end.
    func verdict(within timeout: Duration) async -> ExchangeFailure? {
        channel.close(mode: .output, promise: nil)
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [channel] in
            channel.close(promise: nil)
        }
        let failure = try? await ended.get()
        deadline.cancel()
        guard let failure, case .reason(let reason) = failure.cause, reason.isOfClient else { return nil }
        return failure
    }

    /// Sends a request and waits for the whole response.
    func exchange(
        head: HTTPRequestHead, body: [UInt8]?, deadline: NIODeadline, timeout: Duration, interruption: Interruption
    ) async throws(ExchangeFailure) -> HTTPResponse {
        let promise = channel.eventLoop.makePromise(of: HTTPResponse.self)
        interruption.whenInterrupted { [channel] in channel.close(promise: nil) }
        let task = ExchangeTask(
            head: head, body: body.map(ByteBuffer.init(bytes:)), deadline: deadline, timeout: timeout, promise: promise)
        channel.writeAndFlush(task).whenFailure { [ended] _ in
            // The channel was closed before the handler saw the request: what closed it is the reason.
            ended.whenSuccess { failure in
                var failure = failure
                failure.isUnsent = true
                promise.fail(failure)
            }
        }
        do {
            return try await promise.futureResult.get()
        } catch {
            var failure = ExchangeFailure(classifying: error)
            if failure.facts == ConnectionFacts() { failure.facts = facts }
            throw failure
        }
    }
}
