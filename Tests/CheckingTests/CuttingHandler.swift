import NIOCore

/// Closes the socket below every other handler, so that TLS has no say in it.
final class CuttingHandler: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    struct Cut: Sendable {}

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is Cut {
            context.close(promise: promise)
        } else {
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }
}
