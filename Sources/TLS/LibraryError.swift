import COpenSSL

/// An entry of OpenSSL's error queue.
///
/// The queue belongs to the thread, so it is read right after the call that failed, and cleared before it.
struct LibraryError: Error, Equatable {
    /// Packed as `ERR_get_error` gives it: library and reason.
    var code: UInt

    /// OpenSSL's words for the reason and its number: "wrong version number (267)".
    var detail: String {
        guard let words = ERR_reason_error_string(code) else { return "error \(reason)" }
        return "\(String(cString: words)) (\(reason))"
    }

    /// One of the `SSL_R_` numbers, or those of another library.
    var reason: Int32 { ERR_GET_REASON(code) }

    /// Whether libssl itself said it.
    var isOfTLS: Bool { ERR_GET_LIB(code) == ERR_LIB_SSL }

    /// The description of an alert that the peer sent (RFC 8446, section 6), if it is that.
    var alert: Int32? {
        guard isOfTLS, reason >= SSL_AD_REASON_OFFSET else { return nil }
        return reason - SSL_AD_REASON_OFFSET
    }

    /// Libssl's entry for a reason, as it would stand in the queue.
    static func ofTLS(reason: Int32) -> LibraryError { LibraryError(code: tls_library_error(reason)) }

    /// Empties the queue and gives what matters of it: the earliest entry of libssl's, else the earliest.
    static func take() -> LibraryError {
        var first: LibraryError?
        while let entry = next() {
            if let known = first, known.isOfTLS || !entry.isOfTLS { continue }
            first = entry
        }
        return first ?? LibraryError(code: UInt(ERR_R_INTERNAL_ERROR))
    }

    private static func next() -> LibraryError? {
        let code = ERR_get_error()
        return code == 0 ? nil : LibraryError(code: code)
    }
}
