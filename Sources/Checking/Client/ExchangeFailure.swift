internal import StackModel

/// Why an exchange failed, with what had come by then.
struct ExchangeFailure: Error, Sendable, Equatable {
    enum Cause: Sendable, Equatable {
        case reason(FailureReason)
        /// What stopped it is no fault that the stack file has a word for: a body over the limit, a trust that cannot be read.
        case unusable
        /// The run was interrupted.
        case interrupted
    }

    var cause: Cause
    /// The kernel's, OpenSSL's or the parser's words.
    var detail: String
    /// What it means, where the failure knows more than its reason says.
    var explanation: String?
    var facts = ConnectionFacts()
    /// As much of the response as came; `nil` before its head was complete.
    var response: HTTPResponse?
    /// Whether the connection had ended before the request could be sent.
    var isUnsent = false
    /// Whether any byte of a response came.
    var sawResponse = false

    /// Whether it may be no more than an idle connection that the server had closed, as it may at any time (RFC 9112, 9.3.1).
    var isStaleConnection: Bool {
        isUnsent || !sawResponse && (cause == .reason(.closed) || cause == .reason(.reset))
    }

    init(_ reason: FailureReason, detail: String) {
        self.cause = .reason(reason)
        self.detail = detail
    }

    init(_ cause: Cause, detail: String) {
        self.cause = cause
        self.detail = detail
    }

    /// The same on a connection that was made.
    func with(_ facts: ConnectionFacts) -> ExchangeFailure {
        var failure = self
        failure.facts = facts
        return failure
    }
}
