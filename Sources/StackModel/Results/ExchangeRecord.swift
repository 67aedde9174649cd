/// One HTTP exchange as the client saw it. Values that must stay secret are masked already.
package struct ExchangeRecord: Sendable, Equatable {
    /// How long each phase took; `nil` for one that was not reached.
    package struct Timing: Sendable, Equatable {
        /// Of the name, and until the address that answered: others may have refused before.
        package var lookup: Duration?
        package var connect: Duration?
        package var handshake: Duration?
        package var firstByte: Duration?
        package var body: Duration?

        package init() {}
    }

    package var method: String
    package var url: String
    /// The address that was connected to: `127.0.0.1:1443`.
    package var remoteAddress: String?
    /// The client's own port, by which the server's access line is found.
    package var localPort: UInt16?
    /// `TLSv1.3`, and so on.
    package var tlsVersion: String?
    /// The chain that the server sent, leaf first.
    package var chain: [ServedCertificate]
    package var status: Int?
    package var headers: [RequestSpecification.Header]
    /// The body's first 4 KiB as text, control characters but line feeds and tabs escaped.
    package var bodyExcerpt: String?
    package var bodyLength: Int?
    /// Whether an earlier exchange had opened the connection; its times to connect and to shake hands are then those of the
    /// opening.
    package var isReused = false
    package var failure: FailureReason?
    /// What OpenSSL or the kernel said of the failure, in their words.
    package var failureDetail: String?
    /// Which rule of TLS or of certificates the failure broke, and what would mend it; of such failures only.
    package var explanation: ChainExplanation?
    package var timing: Timing

    package init(method: String, url: String) {
        self.method = method
        self.url = url
        self.chain = []
        self.headers = []
        self.timing = Timing()
    }
}
