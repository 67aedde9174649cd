package import StackModel

/// The user event that a TLS handler fires down its pipeline once the handshake is complete.
package struct TLSHandshakeCompleted: Sendable, Equatable {
    /// `TLSv1.2` or `TLSv1.3`.
    package var version: String
    /// What ALPN agreed on (RFC 7301), such as `http/1.1`; `nil` without it.
    package var applicationProtocol: String?
    /// The peer's chain, leaf first; empty on a server whose client sent none.
    package var chain: [ServedCertificate]

    package init(version: String, applicationProtocol: String?, chain: [ServedCertificate]) {
        self.version = version
        self.applicationProtocol = applicationProtocol
        self.chain = chain
    }
}
