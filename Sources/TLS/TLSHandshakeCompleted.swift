package import StackModel

/// The user event that a TLS handler fires down its pipeline once the handshake is complete.
package struct TLSHandshakeCompleted: Sendable, Equatable {
    /// `TLSv1.2` or `TLSv1.3`.
    package var version: String
    /// What ALPN agreed on (RFC 7301), such as `http/1.1`; `nil` without it.
    package var applicationProtocol: String?
    /// The peer's chain, leaf first; empty on a server whose client sent none.
    package var chain: [ServedCertificate]
    /// On a client: whether the server asked for its certificate. In TLS 1.3 what the server says of that comes later, as an
    /// alert at the first read (RFC 8446, section 4.4.2.4).
    package var isCertificateRequested: Bool

    package init(
        version: String, applicationProtocol: String?, chain: [ServedCertificate],
        isCertificateRequested: Bool = false
    ) {
        self.version = version
        self.applicationProtocol = applicationProtocol
        self.chain = chain
        self.isCertificateRequested = isCertificateRequested
    }
}
