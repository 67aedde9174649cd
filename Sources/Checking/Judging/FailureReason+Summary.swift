internal import COpenSSL
internal import StackModel

extension FailureReason {
    /// The word, with OpenSSL's own for it where it has one.
    var summary: String {
        guard let code = verifyError else { return rawValue }
        return "\(rawValue) (\(String(cString: X509_verify_cert_error_string(Int(code)))))"
    }

    /// What X509_verify_cert gives for it, where that is one thing.
    private var verifyError: Int32? {
        switch self {
        case .untrustedIssuer: X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
        case .selfSigned: X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
        case .wrongHost: X509_V_ERR_HOSTNAME_MISMATCH
        case .expired: X509_V_ERR_CERT_HAS_EXPIRED
        case .notYetValid: X509_V_ERR_CERT_NOT_YET_VALID
        case .badSignature: X509_V_ERR_CERT_SIGNATURE_FAILURE
        case .criticalExtension: X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION
        case .nameNotPermitted: X509_V_ERR_PERMITTED_VIOLATION
        default: nil
        }
    }
}
