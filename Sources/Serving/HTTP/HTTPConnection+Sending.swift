internal import NIOCore

extension HTTPConnection {
    private static let piece = 64 << 10
    /// How much is written before it is flushed: only then is it known whether the client takes more.
    private static let batch = 64 << 10
    /// How much of one body goes out before other connections of the loop have their turn.
    private static let turn = 2 << 20
    /// A buffer that has grown beyond this is not kept for the next response.
    private static let kept = 4 << 10

    /// Sends of the body as much as the client takes.
    func pump(_ context: ChannelHandlerContext) {
        guard !isPumping, transfer != nil else { return }
        isPumping = true
        defer { isPumping = false }
        var sent = 0
        while transfer != nil, context.channel.isWritable {
            guard sent < Self.turn else { return yield(context) }
            let end = sent + Self.batch
            while sent < end, let transfer {
                guard let piece = nextPiece(context) else { return }
                sent += piece.readableBytes
                self.transfer?.remaining -= piece.readableBytes
                write(piece, context)
                if transfer.remaining == piece.readableBytes {
                    self.transfer = nil
                    finish(transfer.answer, context)
                }
            }
            flush(context)
        }
        if transfer != nil { setDeadline(context.eventLoop.now + TimeAmount(server.limits.stallTimeout)) }
    }

    /// Lets others have their turn, then goes on.
    private func yield(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().execute {
            if let context = self.context { self.resume(context) }
        }
    }

    /// The next bytes of the body; `nil` when the file is no longer what it was, which ends the connection.
    private func nextPiece(_ context: ChannelHandlerContext) -> ByteBuffer? {
        guard let transfer else { return nil }
        let count = min(transfer.remaining, Self.piece)
        switch transfer.source {
        case .buffer(var bytes):
            let piece = bytes.readSlice(length: count)
            self.transfer?.source = .buffer(bytes)
            return piece
        case .file(let file, let offset):
            var piece = context.channel.allocator.buffer(capacity: count)
            let remark: String
            do {
                let isWhole = try file.read(count, at: offset, into: &piece) == count
                // Looked at after each piece, so that no client gets a mixture of two versions as if it were one.
                if isWhole, !file.hasChanged() {
                    self.transfer?.source = .file(file, offset: offset + count)
                    return piece
                }
                remark = "the file was written to while it was sent, so the connection was closed"
            } catch {
                remark = "\(error)"
            }
            // The head has promised more bytes: only the end of the connection can take that back.
            self.transfer = nil
            isAccepting = false
            isEnding = true
            record(transfer.answer, unsent: transfer.remaining, remark: remark)
            context.close(promise: nil)
            return nil
        }
    }

    func writeOutgoing(_ context: ChannelHandlerContext) {
        guard outgoing.readableBytes > 0 else { return }
        write(outgoing, context)
        outgoing.moveReaderIndex(to: outgoing.writerIndex)
    }

    func write(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        unflushed += buffer.readableBytes
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    func flush(_ context: ChannelHandlerContext) {
        writeOutgoing(context)
        guard unflushed > 0 else { return }
        unflushed = 0
        context.flush()
        // Whatever went out straight away has left the buffer to us alone, so that it is used again.
        if outgoing.readableBytes == 0 {
            if outgoing.capacity <= Self.kept { outgoing.clear() } else { outgoing = ByteBuffer() }
        }
    }

    /// Closes once everything written has gone out.
    func end(_ context: ChannelHandlerContext) {
        guard !isEnding else { return }
        isEnding = true
        isAccepting = false
        arrivals.removeAll()
        let written = context.eventLoop.makePromise(of: Void.self)
        // Where writing failed, the channel is being closed already.
        written.futureResult.assumeIsolated().whenSuccess {
            guard let context = self.context else { return }
            if self.leavesInputUnread {
                self.linger(context)
            } else {
                context.close(promise: nil)
            }
        }
        setDeadline(context.eventLoop.now + TimeAmount(server.limits.stallTimeout))
        context.writeAndFlush(wrapOutboundOut(outgoing), promise: written)
        outgoing = ByteBuffer()
        unflushed = 0
    }

    /// Ends the output alone, and drops what still comes in until the client closes.
    ///
    /// Closing altogether would reset the connection, and the client might lose the answer (RFC 9112, 9.6).
    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        setDeadline(context.eventLoop.now + TimeAmount(server.limits.lingerTimeout))
        context.close(mode: .output, promise: nil)
        if isReadHeld {
            isReadHeld = false
            context.read()
        }
    }
}
