import COpenSSL
internal import StackModel

extension Session {
    /// What an entry of the error queue means for this connection.
    func failure(of error: LibraryError) -> TLSFailure {
        if error.isOfTLS, error.reason == SSL_R_CERTIFICATE_VERIFY_FAILED {
            let verdict = Int32(truncatingIfNeeded: SSL_get_verify_result(ssl))
            let words = X509_verify_cert_error_string(Int(verdict)).map { String(cString: $0) } ?? "error"
            return TLSFailure(FailureReason(verdict: verdict), detail: "\(words) (\(verdict))", chain: chain)
        }
        if let alert = error.alert {
            let detail = "the peer sent the alert \"\(Self.words(ofAlert: alert))\" (\(alert))"
            return TLSFailure(reason(of: alert), detail: detail, chain: chain)
        }
        let reason = error.isOfTLS ? FailureReason(libraryReason: error.reason) : .badResponse
        return TLSFailure(isPeerOfAnotherProtocol ? .notTLS : reason, detail: error.detail, chain: chain)
    }

    /// OpenSSL's own, which it has not for those of TLS 1.3 (RFC 8446, section 6).
    private static func words(ofAlert alert: Int32) -> String {
        switch alert {
        case TLS13_AD_MISSING_EXTENSION: "missing extension"
        case TLS13_AD_CERTIFICATE_REQUIRED: "certificate required"
        case TLS1_AD_NO_APPLICATION_PROTOCOL: "no application protocol"
        default: SSL_alert_desc_string_long(alert).map { String(cString: $0) } ?? "alert"
        }
    }

    /// The peer went away without close_notify.
    func failureOfEnd() -> TLSFailure {
        let detail = LibraryError.ofTLS(reason: SSL_R_UNEXPECTED_EOF_WHILE_READING).detail
        let reason: FailureReason = isEstablished ? .truncated : .closed
        return TLSFailure(isPeerOfAnotherProtocol ? .notTLS : reason, detail: detail, chain: chain)
    }

    /// Neither a handshake nor an alert came first (RFC 8446, section 5.1), as from a plain HTTP server.
    private var isPeerOfAnotherProtocol: Bool {
        guard !isEstablished, let first = transport.firstByte else { return false }
        return first != SSL3_RT_HANDSHAKE && first != SSL3_RT_ALERT
    }

    private func reason(of alert: Int32) -> FailureReason {
        guard SSL_is_server(ssl) == 0 else { return FailureReason(alertOnOwnChain: alert) }
        guard isCertificateRequested else { return FailureReason(alert: alert) }
        return FailureReason(alert: alert, afterCertificate: SSL_get_certificate(ssl) != nil)
    }
}
