internal import NIOCore

extension HTTPConnection {
    /// Sets when this connection has waited long enough; later than before costs nothing but this assignment.
    func setDeadline(_ time: NIODeadline) {
        deadline = time
        if time < wakesAt { wake(at: time) }
    }

    private func wake(at time: NIODeadline) {
        guard let context else { return }
        timer?.cancel()
        wakesAt = time
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.wakeUp() }
    }

    private func wakeUp() {
        timer = nil
        wakesAt = .distantFuture
        guard let context else { return }
        guard context.eventLoop.now >= deadline else { return wake(at: deadline) }
        if let transfer {
            self.transfer = nil
            isEnding = true
            record(transfer.answer, unsent: transfer.remaining, remark: "the client took no more bytes for too long")
            context.close(promise: nil)
        } else if head != nil, isAccepting {
            refuse(Refusal(408, "The request's body did not come in time"), context)
            flush(context)
        } else {
            context.close(promise: nil)
        }
    }
}
