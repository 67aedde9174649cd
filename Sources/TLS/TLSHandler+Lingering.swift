internal import NIOCore

/// The end of a connection whose client may be writing still, as it does not know yet that it was refused.
///
/// In TLS 1.3 a client sends its request behind its certificate, before the server has judged that. A socket that is closed
/// with bytes unread is reset, and the client then sees that, instead of the alert that says why. So what comes is read and
/// dropped until the client leaves, or for a second.
struct Lingering {
    var deadline: Scheduled<Void>
    /// Whether those above have asked for the end; whoever asks again gets it.
    var isCloseHeld = false
    var promise: EventLoopPromise<Void>?

    static let limit = TimeAmount.seconds(1)
}

extension TLSHandler {
    /// Whether the failure is a server's verdict on its client's certificate.
    var mayLinger: Bool {
        if case .server = role { session?.identity?.asksForCertificate == true } else { false }
    }

    /// - Parameter isWritten: whether the alert has gone to the socket.
    func linger(_ context: ChannelHandlerContext, _ isWritten: Bool) {
        let eventLoop = context.eventLoop.assumeIsolated()
        lingering = Lingering(
            deadline: eventLoop.scheduleTask(in: Lingering.limit) { [self] in endLingering(context) })
        let leave = { [self] in
            guard lingering != nil else { return }
            context.close(mode: .output, promise: nil)
            context.read()
        }
        if isWritten { leave() } else { eventLoop.execute(leave) }
    }

    /// - Returns: whether the close is held until the client has left.
    func holdClose(_ promise: EventLoopPromise<Void>?) -> Bool {
        guard var held = lingering, !held.isCloseHeld else { return false }
        held.isCloseHeld = true
        held.promise = promise
        lingering = held
        return true
    }

    func endLingering(_ context: ChannelHandlerContext) {
        guard let ended = lingering else { return }
        lingering = nil
        ended.deadline.cancel()
        context.close(promise: ended.promise)
    }
}
