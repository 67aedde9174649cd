/// How a service speaks TLS.
package struct ServiceTLS: Sendable, Equatable {
    /// The name of the certificate that it shows.
    package var certificate: Located<String>
    /// A client that speaks only an older one is refused.
    package var minimumVersion: TLSVersion

    package init(certificate: Located<String>, minimumVersion: TLSVersion = .tls12) {
        self.certificate = certificate
        self.minimumVersion = minimumVersion
    }
}
