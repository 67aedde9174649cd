internal import StackModel

extension CertificateDraft {
    /// Renewal is by default at 30 days, or at the last third of a shorter life: a day's certificate is not always due.
    func resolved() -> CertificateRequest {
        let days = days?.value ?? CertificateRequest.defaultDays
        let third = Duration.seconds(days * 86_400) / 3
        return CertificateRequest(
            name: name, names: names.map { Located($0.value.description, at: $0.location) }, days: days,
            renewBefore: renewBefore?.value ?? min(.seconds(30 * 86_400), third),
            key: key ?? .ecdsaP256, usage: usage ?? .server)
    }
}

extension CertificateRequest {
    static let defaultDays = 90
}
