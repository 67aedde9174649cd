internal import NIOCore

/// Sees the first bytes of a response before the HTTP parser does: when they came, and what they were.
final class OnsetObserver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private(set) var firstByteAt: NIODeadline?
    /// At most 64 bytes, to say what came instead of HTTP.
    private(set) var beginning: [UInt8] = []

    /// Forgets the response before.
    func reset() {
        firstByteAt = nil
        beginning = []
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if firstByteAt == nil { firstByteAt = .now() }
        if beginning.count < 64 { beginning += bytes.readableBytesView.prefix(64 - beginning.count) }
        context.fireChannelRead(data)
    }
}
