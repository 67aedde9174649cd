package import StackModel

/// A certificate that was made for an order, and is on no disk yet.
package struct IssuedCertificate: Sendable {
    package var details: CertificateDetails
    /// The leaf, then any intermediate.
    package var chainPEM: [UInt8]
    /// Its private key; `nil` where the one who asked has it.
    package var keyPEM: [UInt8]?

    /// As a report shows it, once it is in a file.
    package func report(name: String, file: String, action: CertificateReport.Action) -> CertificateReport {
        CertificateReport(
            name: name, names: details.names, subject: details.subject, issuer: details.issuer,
            notBefore: details.notBefore, notAfter: details.notAfter, serial: details.serial,
            fingerprint: details.fingerprint, file: file, action: action)
    }
}
