/// One request that a built-in server answered: the source of its access line.
package struct AccessRecord: Sendable, Equatable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package var time: Double
    package var peerAddress: String
    package var peerPort: UInt16
    /// `-`, as the target, where no request could be read.
    package var method: String
    /// The request's target as it was sent, control characters escaped.
    package var target: String
    /// 0 where there was nothing to answer: a TLS handshake that failed.
    package var status: Int
    /// Bytes of the body that were sent.
    package var bytes: Int
    package var duration: Duration
    /// What the log should say beyond that: why a link was refused, which header was wrong.
    package var remark: String?

    package init(
        time: Double, peerAddress: String, peerPort: UInt16, method: String, target: String, status: Int, bytes: Int,
        duration: Duration, remark: String? = nil
    ) {
        self.time = time
        self.peerAddress = peerAddress
        self.peerPort = peerPort
        self.method = method
        self.target = target
        self.status = status
        self.bytes = bytes
        self.duration = duration
        self.remark = remark
    }
}
