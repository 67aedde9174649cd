internal import Diagnostics

extension ExchangeFailure {
    /// The reason in the stack file's word, then what the kernel, OpenSSL or the parser said.
    var summary: String {
        let words = PrintableText.escaped(detail)
        guard case .reason(let reason) = cause else { return words }
        return words.isEmpty ? reason.rawValue : "\(reason.rawValue): \(words)"
    }
}
