internal import Diagnostics

/// What a stack knows of its own certificates, by which a failure of TLS is explained.
package struct StackCertificates: Sendable {
    /// The authority's certificate as PEM.
    package var authorityPEM: [UInt8]
    /// Where that is, as the user would write it.
    package var authorityFile: String
    /// Whether devstack made the authority, and so can make another.
    package var isAuthorityOwn: Bool
    package var requests: [CertificateRequest]
    /// The certificate that the service on a port serves with, by its name.
    package var byPort: [UInt16: String]
    /// What is wrong on purpose with what the service on a port shows instead.
    package var defects: [UInt16: Located<CertificateDefect>]

    package init(
        authorityPEM: [UInt8], authorityFile: String, isAuthorityOwn: Bool = true, requests: [CertificateRequest],
        byPort: [UInt16: String], defects: [UInt16: Located<CertificateDefect>] = [:]
    ) {
        self.authorityPEM = authorityPEM
        self.authorityFile = authorityFile
        self.isAuthorityOwn = isAuthorityOwn
        self.requests = requests
        self.byPort = byPort
        self.defects = defects
    }
}
