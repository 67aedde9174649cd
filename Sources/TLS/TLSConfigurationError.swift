/// What TLS was set up with cannot be used.
package struct TLSConfigurationError: Error, Sendable, Equatable {
    /// Which part cannot be used.
    package enum Part: Sendable, Equatable {
        /// The certificates that are to be served: not PEM, or refused by OpenSSL's security level.
        case chain
        /// The private key: not PEM, or behind a pass phrase.
        case key
        /// The key is not that of the chain's first certificate.
        case keyOfAnotherCertificate
        /// The authorities that are to be trusted.
        case trust
        /// The authorities whose certificates clients must show.
        case clientAuthority
        /// The list for ALPN: a name that is empty or longer than 255 bytes (RFC 7301, section 3.1).
        case applicationProtocols
        /// OpenSSL gave no context at all: out of memory, or a faulty openssl.cnf.
        case library
    }

    package var part: Part
    /// OpenSSL's own words with its number: "no start line (108)".
    package var detail: String

    package init(_ part: Part, detail: String) {
        self.part = part
        self.detail = detail
    }
}
