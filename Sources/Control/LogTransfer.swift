import Dispatch
internal import Linux
import NIOCore
import NIOHTTP1
internal import StackModel
internal import StackRunner
import Synchronization

/// A log on its way to a client, at the client's pace: each piece is written before the next is read.
final class LogTransfer: Sendable {
    private let stream: LogStream
    private let contentType: String
    private let channel: any Channel
    /// Raised when the stack has ended, and when the client has gone.
    private let end: EventFlag
    private let isOver = Mutex(false)
    private let over: @Sendable (ObjectIdentifier) -> Void

    /// How long a client that does not read may hold up the end of the stack.
    private static let patience = TimeAmount.seconds(2)

    /// - Parameter over: called once, when it is over, or the end of the stack has waited long enough for it.
    init(
        _ stream: LogStream, format: LogRequest.Format, on channel: any Channel,
        over: @escaping @Sendable (ObjectIdentifier) -> Void
    )
        throws(SystemError)
    {
        self.stream = stream
        contentType = format == .json ? "application/x-ndjson" : "text/plain; charset=utf-8"
        self.channel = channel
        self.over = over
        end = try EventFlag()
    }

    /// On a thread of its own, which waits for the client, and for lines.
    func begin() {
        channel.closeFuture.whenComplete { [end] _ in end.raise() }
        DispatchQueue(label: "log client").async { [self] in
            do {
                try carry()
            } catch {
                // The answer has not begun only if the folder cannot be watched; else there is nobody to be told.
                channel.close(promise: nil)
            }
            finish()
        }
    }

    /// The stack has ended: what was written is still to be carried.
    func stop() {
        end.raise()
        channel.eventLoop.scheduleTask(in: Self.patience) { [self] in
            channel.close(promise: nil)
            finish()
        }
    }

    private func carry() throws {
        // Its length is not known, so it is sent in chunks (RFC 9112, 7.1).
        let head = HTTPResponseHead(
            version: .http1_1, status: .ok, headers: ["content-type": contentType, "connection": "close"])
        try channel.writeAndFlush(HTTPServerResponsePart.head(head)).wait()
        try stream.run(until: end.descriptor) { text in
            let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: text)))
            return (try? channel.writeAndFlush(part).wait()) != nil
        }
        try channel.writeAndFlush(HTTPServerResponsePart.end(nil)).wait()
        try channel.close().wait()
    }

    private func finish() {
        let isFirst = isOver.withLock { isOver in
            defer { isOver = true }
            return !isOver
        }
        if isFirst { over(ObjectIdentifier(self)) }
    }
}
