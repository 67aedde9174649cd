internal import NIOCore
import NIOHTTP1

/// A request on its way down a connection, and the promise of its response.
struct ExchangeTask: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer?
    var deadline: NIODeadline
    /// How long that is from the check's beginning, for the words of a time-out.
    var timeout: Duration
    /// Fails with an `ExchangeFailure` that carries no facts of the connection.
    var promise: EventLoopPromise<HTTPResponse>
}
