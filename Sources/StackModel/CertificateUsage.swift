/// What a certificate proves its holder to be: the extended key usage (RFC 5280, 4.2.1.12).
package enum CertificateUsage: String, Sendable, Hashable, CaseIterable {
    case server
    /// For mutual TLS: a server that asks for a certificate takes it.
    case client
    case both
}
