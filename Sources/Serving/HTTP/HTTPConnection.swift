internal import NIOCore
import NIOHTTP1
internal import TLS

/// One connection: takes requests from the decoder before it, and writes the bytes of responses itself.
///
/// Requests are answered in the order of arrival (RFC 9112, 9.3.2), and no more is read while answers wait for the
/// client to take them: what is buffered is what one read brought.
final class HTTPConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    let server: ServerContext
    var context: ChannelHandlerContext?
    private(set) var turn: Turn?

    // The request that is coming in.
    var head: (head: HTTPRequestHead, fields: RequestFields)?
    var bodyLength = 0
    /// Whether further requests count: not once the last answer is decided, nor after a mistake in the syntax.
    var isAccepting = true
    /// Whether the last answer goes out before all of the client's bytes were read.
    var leavesInputUnread = false
    var sawPart = false

    /// The last Host that was found to be the server's own: clients repeat it on each request.
    var ownAuthority: String?

    // The answers that go out.
    var arrivals = CircularBuffer<Arrival>()
    /// Whether the first arrival waits until the event loop has read what else has come.
    var isAwaitingTurn = false
    var transfer: Transfer?
    var isPumping = false
    /// Whether the first arrival waits until its content is ready.
    var isPreparing = false
    var responseHead = ResponseHead()
    var outgoing = ByteBuffer()
    /// Bytes that were written and not flushed.
    var unflushed = 0
    var isReadHeld = false
    var isDraining = false
    /// Whether the connection closes once what was written has gone out.
    var isEnding = false
    /// Whether all has gone out, and the client is given time to see that and close.
    var isLingering = false

    var timer: Scheduled<Void>?
    var deadline = NIODeadline.distantFuture
    var wakesAt = NIODeadline.distantFuture

    /// Whether the TLS handshake is still to come, or under way.
    private var isSecuring: Bool

    private(set) var peerAddress = ""
    private(set) var peerPort: UInt16 = 0

    init(server: ServerContext, isSecured: Bool) {
        self.server = server
        isSecuring = isSecured
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        turn = server.turn(on: context.eventLoop)
        peerAddress = context.remoteAddress?.ipAddress ?? ""
        peerPort = UInt16(clamping: context.remoteAddress?.port ?? 0)
        isDraining = server.registry.add(context.channel)
        setDeadline(context.eventLoop.now + TimeAmount(server.limits.headTimeout))
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        server.registry.remove(context.channel)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let transfer {
            self.transfer = nil
            record(
                transfer.answer, unsent: transfer.remaining, remark: "the client closed the connection before the end")
        }
        arrivals.removeAll()
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sawPart = true
        guard isAccepting else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes):
            bodyLength += bytes.readableBytes
            if bodyLength > server.limits.bodyLength { refuseBody(context) }
        case .end:
            guard let (head, fields) = self.head.take() else { return }
            // After an upgrade request the decoder reads no further, whether the upgrade is granted or not.
            let isLast = !head.isKeepAlive || fields.asksForUpgrade || head.method == .CONNECT
            isAccepting = !isLast
            arrive(Arrival(head: head, fields: fields, time: context.eventLoop.now, isLast: isLast), context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let fields = RequestFields(head.headers)
        self.head = (head, fields)
        bodyLength = 0
        if fields.contentLength ?? 0 > server.limits.bodyLength {
            refuseBody(context)
        } else if fields.expectsContinue {
            // The final answer needs no body, so the client is spared sending it (RFC 9110, 10.1.1).
            self.head = nil
            isAccepting = false
            leavesInputUnread = true
            arrive(Arrival(head: head, fields: fields, time: context.eventLoop.now, isLast: true), context)
        }
    }

    private func refuseBody(_ context: ChannelHandlerContext) {
        let refusal = Refusal(413, "This server takes no request bodies of over \(server.limits.bodyLength) bytes")
        refuse(refusal, context)
    }

    /// Answers with a refusal before the request was read to its end, which ends the connection.
    func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        guard isAccepting else { return }
        isAccepting = false
        leavesInputUnread = true
        let partial = head.take()
        arrive(
            Arrival(
                head: partial?.head, fields: partial?.fields, refusal: refusal, time: context.eventLoop.now,
                isLast: true), context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        if sawPart {
            sawPart = false
            if head != nil { setDeadline(context.eventLoop.now + TimeAmount(server.limits.stallTimeout)) }
        } else if isIdle {
            // Bytes that were no whole head yet.
            setDeadline(min(deadline, context.eventLoop.now + TimeAmount(server.limits.headTimeout)))
        }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if transfer != nil || (!arrivals.isEmpty && !isAwaitingTurn) {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { resume(context) }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError:
            // An unfinished request of a client that has left is nobody's to answer.
            guard context.channel.isActive else { return }
            refuse(Refusal(error), context)
            flush(context)
        case is ByteToMessageDecoderError: break
        case let mistake as RequestMistake:
            refuse(Refusal(mistake), context)
            flush(context)
        case let failure as TLSFailure:
            // The record of an answer that is cut off says it.
            if transfer == nil { record(failure) }
            context.close(promise: nil)
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is TLSHandshakeCompleted: isSecuring = false
        case is ConnectionRegistry.DrainRequested:
            isDraining = true
            // Within the handshake nothing can be written, and nothing has been asked.
            if isSecuring { context.close(promise: nil) } else if isIdle { end(context) }
        case ChannelEvent.inputClosed:
            isAccepting = false
            head = nil
            isDraining = true
            if isLingering || isSecuring { context.close(promise: nil) }
            if isIdle { end(context) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Whether nothing has been asked that is not answered.
    var isIdle: Bool { head == nil && transfer == nil && arrivals.isEmpty && !isEnding }
}
