import COpenSSL

/// An OpenSSL function that failed, with OpenSSL's own words.
struct OpenSSLFailure: Error, Sendable, Equatable {
    /// The function: `X509_sign`.
    var function: String
    /// The reason of the first error in this thread's queue (ERR_reason_error_string(3)).
    var reason: String

    /// Takes the reason from this thread's error queue, and leaves the queue empty.
    ///
    /// An error left there would be taken for the next TLS call's own (SSL_get_error(3)).
    init(_ function: String) {
        self.function = function
        if let text = ERR_reason_error_string(ERR_get_error()) {
            reason = String(cString: text)
        } else {
            reason = "no reason given"
        }
        ERR_clear_error()
    }
}
