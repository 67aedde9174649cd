internal import StackModel

extension CertificateReport {
    /// As its files are called.
    static let intermediateName = "ca-intermediate"

    init(_ certificate: Certificate, name: String, file: String, action: Action) {
        let details = CertificateDetails(of: certificate)
        // An authority has no names of its own; what it may certify says more.
        let permitted = certificate.nameConstraints?.permitted.sorted().map(\.description) ?? []
        self.init(
            name: name, names: details.names.isEmpty ? permitted : details.names, subject: details.subject,
            issuer: details.issuer, notBefore: details.notBefore, notAfter: details.notAfter, serial: details.serial,
            fingerprint: details.fingerprint, file: file, action: action)
    }
}
