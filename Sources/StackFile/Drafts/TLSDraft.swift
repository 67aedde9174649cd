internal import Diagnostics
internal import StackModel

/// `tls` in its short or long form, while it is read.
struct TLSDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var certificate: Located<String>?
    var minimumVersion: Located<TLSVersion>?
    var defect: Located<CertificateDefect>?
}

extension TLSDraft {
    var resolved: ServiceTLS? {
        certificate.map {
            ServiceTLS(certificate: $0, minimumVersion: minimumVersion?.value ?? .tls12, defect: defect)
        }
    }
}
