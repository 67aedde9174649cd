import Glibc
import NIOCore

/// Stands below a TLS handler, where the socket would be: notes what is asked of it, and can go away.
final class Wire: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    var flushes = 0
    var reads = 0
    var isOutputClosed = false
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func flush(context: ChannelHandlerContext) {
        flushes += 1
        context.flush()
    }

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        isOutputClosed = true
        promise?.succeed()
    }

    /// As when the peer's FIN arrives, without half-closure.
    func drop() { context?.close(promise: nil) }

    /// As when the peer's FIN arrives, with half-closure.
    func closeInput() { context?.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }

    /// As when the peer's RST arrives.
    func reset() {
        context?.fireErrorCaught(IOError(errnoCode: ECONNRESET, reason: "read"))
        context?.close(promise: nil)
    }
}
