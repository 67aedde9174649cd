internal import Glibc
package import NIOCore

/// What both ends of a TLS connection do in a channel: the states of a connection, and what ends it.
///
/// Fires ``TLSHandshakeCompleted`` when plain bytes may flow. Whatever fails is fired once as a ``TLSFailure``, and the
/// channel is closed after it. A peer that goes away in order (close_notify) looks as in plain TCP: `channelInactive`, or
/// `ChannelEvent.inputClosed` if the channel allows half-closure. A close from above sends close_notify, and drops what
/// has not been written; closing the output alone writes that first.
package class TLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    enum State {
        case idle
        case handshaking
        case open
        /// By a failure, or at the wish of either end: what the peer still sends is dropped.
        case closed
    }

    /// Which end this is.
    enum Role {
        case server(any TLSIdentitySource)
        case client(TLSClientContext, host: String)
    }

    let role: Role
    let handshakeTimeout: TimeAmount
    /// Plain bytes for a client that does not speak TLS but HTTP.
    let answerToPlainHTTP: ByteBuffer?
    var state = State.idle
    /// `nil` on a server until the client's first bytes.
    var session: Session?
    /// What a client sent while its server's identity is being made; `nil` when none is waited for.
    var early: ByteBuffer?
    var deadline: Scheduled<Void>?
    var pending = PendingWrites()
    /// Of a `close(mode: .output)` that waits until all before it is written.
    var outputEnd: OutputEnd = .open
    var isEncrypting = false
    var isPeerDone = false
    /// Whether plain bytes went up since the last `channelReadComplete`.
    var isReadDelivered = false
    /// Whether the handlers above wait for a read.
    var isReadWanted = false
    /// Memory of plain bytes that those above have let go of.
    var spare = ByteBuffer()
    /// Of the protocol's own answers, while the channel takes no more: a peer makes us write them, and never reads.
    var unreadAnswers = 0
    /// After a failure that the client has not heard of yet.
    var lingering: Lingering?

    init(role: Role, handshakeTimeout: TimeAmount, answerToPlainHTTP: ByteBuffer? = nil) {
        self.role = role
        self.handshakeTimeout = handshakeTimeout
        self.answerToPlainHTTP = answerToPlainHTTP
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { start(context) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end(ChannelError.ioOnClosedChannel)
    }

    package func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        peerLeft(context)
        end(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            // It was fired at close_notify, if there was one.
            if isPeerDone { return }
            if lingering != nil { return endLingering(context) }
            peerLeft(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failed = error as? IOError, [ECONNRESET, EPIPE].contains(failed.errnoCode), state != .closed else {
            context.fireErrorCaught(error)
            return
        }
        let words = String(cString: strerror(failed.errnoCode))
        fail(
            context, TLSFailure(.reset, detail: "\(words) (\(failed.errnoCode))", chain: session?.chain ?? []))
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .all:
            leave(context, promise)
        case .output:
            closeOutput(context, promise)
        case .input:
            context.close(mode: .input, promise: promise)
        }
    }
}

extension TLSHandler {
    private func start(_ context: ChannelHandlerContext) {
        guard state == .idle else { return }
        state = .handshaking
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: handshakeTimeout) { [self] in
            guard state == .handshaking else { return }
            let detail = "no TLS handshake within \(handshakeTimeout.nanoseconds / 1_000_000) ms"
            fail(context, TLSFailure(.timeout, detail: detail, chain: session?.chain ?? []))
        }
        if case .client = role, makeSession(context) { shakeHands(context) }
        // Nobody above asks for reads before there is something to read.
        if state == .handshaking { context.read() }
    }

    /// Whether there is one now.
    func makeSession(_ context: ChannelHandlerContext) -> Bool {
        do throws(TLSFailure) {
            switch role {
            case .server(let source): session = try Session(source: source)
            case .client(let settings, let host): session = try Session(context: settings, host: host)
            }
            return true
        } catch {
            fail(context, error)
            return false
        }
    }

    func shakeHands(_ context: ChannelHandlerContext) {
        guard let session else { return }
        switch session.shakeHands() {
        case .needsInput:
            sendAnswers(context)
        case .done:
            state = .open
            deadline?.cancel()
            deadline = nil
            sendAnswers(context)
            context.fireUserInboundEventTriggered(
                TLSHandshakeCompleted(
                    version: session.version, applicationProtocol: session.applicationProtocol, chain: session.chain,
                    isCertificateRequested: session.isCertificateRequested))
            encryptPending(context)
        case .ended:
            fail(context, session.failureOfEnd())
        case .failed(let failure):
            fail(context, failure)
        }
    }

    /// Sends what OpenSSL wrote of its own accord: a flight of the handshake, an alert, the answer to a key update.
    func sendAnswers(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>? = nil) {
        guard let transport = session?.transport, transport.unsentBytes > 0 else {
            promise?.succeed()
            return
        }
        let answers = transport.takeOutbound()
        unreadAnswers = context.channel.isWritable ? 0 : unreadAnswers + answers.readableBytes
        context.writeAndFlush(wrapOutboundOut(answers), promise: promise)
        transport.reuseOutbound()
    }

    /// Tells what went wrong, above and to the peer, and closes the channel.
    func fail(_ context: ChannelHandlerContext, _ failure: TLSFailure) {
        guard state != .closed else { return }
        state = .closed
        let isWritten = sendLast(context, instead: failure.reason == .notTLS ? plainAnswer : nil)
        let lingers = mayLinger && context.channel.isActive
        end(failure)
        // First, since those above may close it.
        if lingers { linger(context, isWritten) }
        context.fireErrorCaught(failure)
        if !lingers { close(context, isWritten, nil) }
    }

    /// Closes the channel in order.
    func leave(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        if holdClose(promise) { return }
        if lingering != nil { endLingering(context) }
        if state == .open, !outputEnd.isSent { session?.announceEnd() }
        state = .closed
        let isWritten = sendLast(context)
        end(ChannelError.ioOnClosedChannel)
        close(context, isWritten, promise)
    }

    /// What to say to a client whose first byte may be that of an HTTP method.
    private var plainAnswer: ByteBuffer? {
        guard let first = session?.transport.firstByte, (0x41...0x5A).contains(first) else { return nil }
        return answerToPlainHTTP
    }

    /// Sends an alert before the end, or what is to go instead; whether it went to the socket at once.
    private func sendLast(_ context: ChannelHandlerContext, instead plain: ByteBuffer? = nil) -> Bool {
        let promise = context.eventLoop.makePromise(of: Void.self)
        var isWritten = false
        promise.futureResult.assumeIsolated().whenComplete { _ in isWritten = true }
        if let plain {
            context.writeAndFlush(wrapOutboundOut(plain), promise: promise)
        } else {
            sendAnswers(context, promise)
        }
        return isWritten
    }

    /// Closes the channel now, or, when it is just writing and we are called by one whose promise was kept, after that:
    /// else the alert would be dropped. A peer that does not read is not waited for.
    private func close(_ context: ChannelHandlerContext, _ isWritten: Bool, _ promise: EventLoopPromise<Void>?) {
        if isWritten {
            context.close(promise: promise)
        } else {
            context.eventLoop.assumeIsolated().execute { context.close(promise: promise) }
        }
    }

    /// The end of the peer's bytes without close_notify, unless that came before.
    private func peerLeft(_ context: ChannelHandlerContext) {
        guard state == .handshaking || state == .open, !isPeerDone, let session else { return }
        // Clients of HTTP leave like this all the time, and a request says itself where it ends.
        if case .server = role, state == .open { return }
        fail(context, session.failureOfEnd())
    }

    private func end(_ error: any Error) {
        state = .closed
        deadline?.cancel()
        deadline = nil
        lingering?.deadline.cancel()
        lingering?.promise?.succeed()
        lingering = nil
        // Whoever is told may call us again: so first everything is as it will be.
        let abandoned = pending.removeAll() + [outputEnd.promise].compactMap(\.self)
        outputEnd = .sent
        early = nil
        for promise in abandoned { promise.fail(error) }
    }
}
