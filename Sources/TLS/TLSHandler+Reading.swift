package import NIOCore

extension TLSHandler {
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state == .handshaking || state == .open, !isPeerDone else { return }
        let bytes = unwrapInboundIn(data)
        if early != nil || session == nil && !isIdentityReady(context) { return hold(bytes, context) }
        receive(bytes, context)
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if session == nil, !makeSession(context) { return }
        guard let transport = session?.transport else { return }
        transport.receive(bytes)
        if state == .handshaking { shakeHands(context) }
        if state == .open, transport.unreadBytes > 0 { decrypt(context) }
        transport.releaseInbound()
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        if isReadDelivered {
            isReadDelivered = false
            context.fireChannelReadComplete()
        } else if early == nil, lingering != nil || (state == .handshaking || isReadWanted) && state != .closed {
            // What came was of the protocol's own, or only a part of a record: whoever waits above waits for more.
            context.read()
        }
    }

    package func read(context: ChannelHandlerContext) {
        isReadWanted = true
        context.read()
    }

    /// Whether a server has what it is to show; if not, the handshake goes on as soon as it has.
    private func isIdentityReady(_ context: ChannelHandlerContext) -> Bool {
        guard case .server(let source) = role else { return true }
        let ready = context.eventLoop.makePromise(of: Void.self)
        guard !source.isReady(orTell: { ready.succeed() }) else {
            ready.succeed()
            return true
        }
        early = ByteBuffer()
        ready.futureResult.assumeIsolated().whenSuccess { [self] in
            guard state == .handshaking, let bytes = early else { return }
            early = nil
            receive(bytes, context)
            channelReadComplete(context: context)
        }
        return false
    }

    /// Keeps what came while the identity is waited for: a ClientHello, and nothing that is much longer.
    private func hold(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        early?.writeImmutableBuffer(bytes)
        guard let held = early?.readableBytes, held > Self.earlyLimit else { return }
        fail(context, TLSFailure(.badResponse, detail: "the client sends more than a ClientHello", chain: []))
    }

    private func decrypt(_ context: ChannelHandlerContext) {
        guard let session else { return }
        var plaintext = spare
        spare = ByteBuffer()
        plaintext.clear(minimumCapacity: session.plaintextEstimate)
        let progress = session.decrypt(into: &plaintext)
        sendAnswers(context)
        if plaintext.readableBytes > 0 {
            isReadDelivered = true
            isReadWanted = false
            context.fireChannelRead(wrapInboundOut(plaintext))
        }
        if plaintext.capacity <= Transport.kept {
            plaintext.clear()
            spare = plaintext
        }
        // Those above may have closed it.
        guard state == .open else { return }
        switch progress {
        case .done, .needsInput:
            guard unreadAnswers <= Self.unreadAnswersLimit else {
                let detail = "the peer asks for answers that it does not read"
                return fail(context, TLSFailure(.badResponse, detail: detail, chain: session.chain))
            }
            // A write may have had to wait for just these bytes.
            encryptPending(context)
        case .ended:
            peerEnded(context)
        case .failed(let failure):
            fail(context, failure)
        }
    }

    /// close_notify: the end of input, as the channel's own would be.
    private func peerEnded(_ context: ChannelHandlerContext) {
        isPeerDone = true
        if isReadDelivered {
            isReadDelivered = false
            context.fireChannelReadComplete()
        }
        guard state == .open else { return }
        let isHalfClosureAllowed = try? context.channel.syncOptions?.getOption(.allowRemoteHalfClosure)
        if isHalfClosureAllowed == true, outputEnd.isOpen {
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        } else {
            leave(context, nil)
        }
    }

    /// In bytes: several times the longest ClientHello that is met.
    private static var earlyLimit: Int { 64 * 1024 }

    /// In bytes: some two thousand answers to a key update.
    private static var unreadAnswersLimit: Int { 64 * 1024 }
}
