import NIOCore

@testable import TLS

/// Notes what comes up to it.
final class Recorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var handshakes: [TLSHandshakeCompleted] = []
    var failures: [TLSFailure] = []
    var otherErrors: [any Error] = []
    var received = ByteBuffer()
    var reads = 0
    var readCompletes = 0
    var isInputClosed = false
    var isInactive = false
    /// What came when, in short.
    var story: [String] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reads += 1
        story.append("read")
        received.writeBuffer(&bytes)
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        readCompletes += 1
        story.append("read complete")
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let completed = event as? TLSHandshakeCompleted {
            handshakes.append(completed)
            story.append("handshake")
        }
        if let event = event as? ChannelEvent, event == .inputClosed {
            isInputClosed = true
            story.append("input closed")
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let failure = error as? TLSFailure {
            failures.append(failure)
            story.append(failure.reason.rawValue)
        } else {
            otherErrors.append(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isInactive = true
        story.append("inactive")
    }

    var text: String { String(buffer: received) }
}
