import COpenSSL
internal import StackModel

extension FailureReason {
    /// What an alert from a server means (RFC 8446, section 6).
    init(alert: Int32) {
        switch alert {
        case SSL3_AD_HANDSHAKE_FAILURE, TLS1_AD_INSUFFICIENT_SECURITY: self = .noSharedCipher
        case TLS1_AD_PROTOCOL_VERSION: self = .protocolVersion
        case TLS13_AD_CERTIFICATE_REQUIRED: self = .noClientCertificate
        case TLS1_AD_UNRECOGNIZED_NAME: self = .wrongHost
        default: self = .badResponse
        }
    }

    /// The same, from a server that had asked for the client's certificate.
    ///
    /// TLS 1.2 has no alert of its own for a missing one: OpenSSL then says handshake_failure, others bad_certificate.
    init(alert: Int32, afterCertificate isSent: Bool) {
        switch alert {
        case SSL3_AD_HANDSHAKE_FAILURE, SSL3_AD_BAD_CERTIFICATE, SSL3_AD_UNSUPPORTED_CERTIFICATE,
            SSL3_AD_CERTIFICATE_REVOKED, SSL3_AD_CERTIFICATE_EXPIRED, SSL3_AD_CERTIFICATE_UNKNOWN, TLS1_AD_UNKNOWN_CA,
            TLS1_AD_ACCESS_DENIED, TLS1_AD_DECRYPT_ERROR, TLS13_AD_CERTIFICATE_REQUIRED:
            self = isSent ? .clientCertificateRefused : .noClientCertificate
        default:
            self = FailureReason(alert: alert)
        }
    }

    /// What an alert from a client means: mostly its opinion of the chain that it was shown.
    init(alertOnOwnChain alert: Int32) {
        switch alert {
        case TLS1_AD_UNKNOWN_CA, SSL3_AD_BAD_CERTIFICATE, SSL3_AD_CERTIFICATE_UNKNOWN, SSL3_AD_CERTIFICATE_REVOKED:
            self = .untrustedIssuer
        case SSL3_AD_CERTIFICATE_EXPIRED: self = .expired
        case SSL3_AD_UNSUPPORTED_CERTIFICATE: self = .wrongUsage
        case TLS1_AD_DECRYPT_ERROR: self = .badSignature
        default: self = FailureReason(alert: alert)
        }
    }
}
