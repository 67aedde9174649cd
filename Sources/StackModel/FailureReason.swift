/// Why an exchange failed, in the words of the stack file.
package enum FailureReason: String, Sendable, Hashable, CaseIterable {
    case nameNotFound = "name_not_found"
    case refused
    case unreachable
    case timeout
    case reset
    case closed
    case truncated
    case notTLS = "not_tls"
    case protocolVersion = "protocol_version"
    case noSharedCipher = "no_shared_cipher"
    case untrustedIssuer = "untrusted_issuer"
    case selfSigned = "self_signed"
    case wrongHost = "wrong_host"
    case expired
    case notYetValid = "not_yet_valid"
    case wrongUsage = "wrong_usage"
    case weak
    case badSignature = "bad_signature"
    case criticalExtension = "critical_extension"
    case nameNotPermitted = "name_not_permitted"
    case noClientCertificate = "no_client_certificate"
    case clientCertificateRefused = "client_certificate_refused"
    case badResponse = "bad_response"
}

extension FailureReason {
    /// Whether it is a verdict on the certificates that one end showed the other.
    package var isOfChain: Bool {
        switch self {
        case .untrustedIssuer, .selfSigned, .wrongHost, .expired, .notYetValid, .wrongUsage, .weak, .badSignature,
            .criticalExtension, .nameNotPermitted:
            true
        default: false
        }
    }

    /// Whether it is a server's verdict on what its client showed.
    package var isOfClient: Bool { self == .noClientCertificate || self == .clientCertificateRefused }
}
