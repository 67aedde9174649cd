package import NIOCore

extension TLSHandler {
    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard state != .closed else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        guard outputEnd.isOpen else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        pending.append(unwrapOutboundIn(data), promise)
    }

    package func flush(context: ChannelHandlerContext) {
        pending.flush()
        encryptPending(context)
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { unreadAnswers = 0 }
        encryptPending(context)
        context.fireChannelWritabilityChanged()
    }

    func closeOutput(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        guard state == .handshaking || state == .open, outputEnd.isOpen else {
            promise?.fail(state == .closed ? ChannelError.ioOnClosedChannel : ChannelError.outputClosed)
            return
        }
        outputEnd = .wanted(promise)
        pending.flush()
        encryptPending(context)
    }

    /// Encrypts what was flushed, for as long as the channel takes it: the rest stays as it is, so that a peer that does
    /// not read costs no more memory than what was written for it.
    func encryptPending(_ context: ChannelHandlerContext) {
        // Writing may call us again, by a change of writability or a handler above.
        guard state == .open, !isEncrypting, let session else { return }
        isEncrypting = true
        defer { isEncrypting = false }
        while state == .open, pending.hasFlushed, context.channel.isWritable {
            var promise: EventLoopPromise<Void>?
            let progress = encryptBatch(session, &promise)
            if session.transport.unsentBytes > 0 || promise != nil {
                context.writeAndFlush(wrapOutboundOut(session.transport.takeOutbound()), promise: promise)
                session.transport.reuseOutbound()
            }
            if case .failed(let failure) = progress { return fail(context, failure) }
            guard progress == .done else { return }
        }
        if state == .open, !pending.hasFlushed, case .wanted(let promise) = outputEnd {
            outputEnd = .sent
            session.announceEnd()
            sendAnswers(context)
            context.close(mode: .output, promise: promise)
        }
    }

    /// Records for one write to the channel. The promise is kept with it.
    private func encryptBatch(_ session: Session, _ promise: inout EventLoopPromise<Void>?) -> Session.Progress {
        session.transport.reserve(session.ciphertextLength(of: min(pending.byteCount, Self.batchLimit)))
        var room = Self.batchLimit
        var progress = Session.Progress.done
        while pending.hasFlushed, room > 0, progress == .done {
            pending.joinFirst(upTo: min(room, Session.recordLimit))
            let written = pending.takeFirst(upTo: room) { bytes in
                progress = session.encrypt(bytes)
                guard progress == .done else { return false }
                room -= bytes.count
                return true
            }
            promise.setOrCascade(to: written)
        }
        return progress
    }

    /// In bytes: the channel's default high-water mark, so that one batch fills it.
    private static var batchLimit: Int { 64 * 1024 }
}
