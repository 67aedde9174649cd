/// How a service speaks TLS.
package struct ServiceTLS: Sendable, Equatable {
    /// The name of the certificate that it shows.
    package var certificate: Located<String>
    /// A client that speaks only an older one is refused.
    package var minimumVersion: TLSVersion
    /// What is wrong, on purpose, with what it shows in the certificate's place.
    package var defect: Located<CertificateDefect>?

    package init(
        certificate: Located<String>, minimumVersion: TLSVersion = .tls12, defect: Located<CertificateDefect>? = nil
    ) {
        self.certificate = certificate
        self.minimumVersion = minimumVersion
        self.defect = defect
    }
}
