/// The certificate that clients are to trust: the root above the stack's certificates.
package struct TrustAnchor: Sendable, Equatable {
    package var der: [UInt8]
    package var pem: [UInt8]
    /// As `O=devstack, CN=devstack authority 3f…`.
    package var subject: String
    /// SHA-256 of the DER, as `AB:CD:…`.
    package var fingerprint: String
    /// The names that it may certify, and what is below them; `nil` if it may certify any.
    package var permitted: [String]?

    package init(der: [UInt8], pem: [UInt8], subject: String, fingerprint: String, permitted: [String]?) {
        self.der = der
        self.pem = pem
        self.subject = subject
        self.fingerprint = fingerprint
        self.permitted = permitted
    }

    /// What it is called in every store: `devstack-` and the first twelve digits of its fingerprint.
    package var label: String {
        "devstack-" + fingerprint.filter { $0 != ":" }.prefix(12).lowercased()
    }
}
