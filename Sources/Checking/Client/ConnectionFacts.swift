internal import StackModel

/// What is known of a connection once it is made, or of one that could not be made as far as it came.
struct ConnectionFacts: Sendable, Equatable {
    /// `127.0.0.1:1443`.
    var remoteAddress: String?
    var localPort: UInt16?
    var tlsVersion: String?
    var chain: [ServedCertificate] = []
    /// Whether the server asked for a client certificate.
    var isCertificateRequested = false
    /// From the beginning to that of the connection to the address that answered.
    var lookup: Duration?
    var connect: Duration?
    var handshake: Duration?
}
