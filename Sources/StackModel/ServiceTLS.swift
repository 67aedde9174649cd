/// How a service speaks TLS.
package struct ServiceTLS: Sendable, Equatable {
    /// Of which authorities a client must show a certificate.
    package enum ClientAuthority: Sendable, Equatable {
        /// The stack's own.
        case stack
        /// Those of a PEM file, an absolute path.
        case file(String)
    }

    /// The name of the certificate that it shows.
    package var certificate: Located<String>
    /// A client that speaks only an older one is refused.
    package var minimumVersion: TLSVersion
    /// `nil` asks clients for nothing.
    package var clientAuthority: ClientAuthority?
    /// What is wrong, on purpose, with what it shows in the certificate's place.
    package var defect: Located<CertificateDefect>?

    package init(
        certificate: Located<String>, minimumVersion: TLSVersion = .tls12, clientAuthority: ClientAuthority? = nil,
        defect: Located<CertificateDefect>? = nil
    ) {
        self.certificate = certificate
        self.minimumVersion = minimumVersion
        self.clientAuthority = clientAuthority
        self.defect = defect
    }
}
