internal import Diagnostics
internal import StackModel

/// `tls` in its short or long form, while it is read.
struct TLSDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var certificate: Located<String>?
    var minimumVersion: Located<TLSVersion>?
    var clientAuthority: ServiceTLS.ClientAuthority?
    var defect: Located<CertificateDefect>?
}

extension TLSDraft {
    /// Whether clients must show a certificate.
    var asksClients: Bool { given["client_ca"] != nil }

    var resolved: ServiceTLS? {
        certificate.map {
            ServiceTLS(
                certificate: $0, minimumVersion: minimumVersion?.value ?? .tls12, clientAuthority: clientAuthority,
                defect: defect)
        }
    }
}
