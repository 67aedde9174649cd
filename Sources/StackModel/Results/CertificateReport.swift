/// One certificate on disk, and what this run did with it.
package struct CertificateReport: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case kept
        case made
        /// Why it was renewed: "expires in 12 days", "its names changed".
        case renewed(String)
    }

    /// Its name in the stack file; `ca` is the authority.
    package var name: String
    package var names: [String]
    package var subject: String
    package var issuer: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package var notBefore: Double
    package var notAfter: Double
    /// Hexadecimal, in lower case.
    package var serial: String
    /// Of the one that this run has renewed.
    package var previousSerial: String?
    /// SHA-256 of the DER, as `AB:CD:…`.
    package var fingerprint: String
    package var file: String
    package var action: Action

    package init(
        name: String, names: [String], subject: String, issuer: String, notBefore: Double, notAfter: Double,
        serial: String, previousSerial: String? = nil, fingerprint: String, file: String, action: Action
    ) {
        self.name = name
        self.names = names
        self.subject = subject
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.serial = serial
        self.previousSerial = previousSerial
        self.fingerprint = fingerprint
        self.file = file
        self.action = action
    }
}
