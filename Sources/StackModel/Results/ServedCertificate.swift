/// A certificate as a client saw it.
package struct ServedCertificate: Sendable, Equatable {
    package var subject: String
    package var issuer: String
    package var names: [String]
    /// Seconds since 1970-01-01T00:00:00Z.
    package var notBefore: Double
    package var notAfter: Double
    /// Hexadecimal, in lower case.
    package var serial: String
    /// `ECDSA P-256`, `RSA 2048`; empty if it is not known.
    package var key: String
    /// Whether it is signed with its own key, so that nobody else vouches for it.
    package var isSelfSigned: Bool
    /// The certificate itself; empty if it is not at hand.
    package var der: [UInt8]

    package init(
        subject: String, issuer: String, names: [String], notBefore: Double, notAfter: Double, serial: String,
        key: String = "", isSelfSigned: Bool = false, der: [UInt8] = []
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.serial = serial
        self.key = key
        self.isSelfSigned = isSelfSigned
        self.der = der
    }
}
