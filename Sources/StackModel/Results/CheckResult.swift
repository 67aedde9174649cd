package import Diagnostics

/// What came of one check.
package struct CheckResult: Sendable {
    package enum Verdict: Sendable {
        case passed
        /// Never empty.
        case failed([Mismatch])
        /// Why it was not run.
        case skipped(String)
    }

    package var name: String
    /// Where the check stands in the stack file.
    package var location: SourceLocation
    package var verdict: Verdict
    /// From the start of the run to its beginning; `nil` of one that was not run.
    package var startedAfter: Duration?
    package var duration: Duration
    /// What was sent and what came back; `nil` of a command or of a check that was not run.
    package var exchange: ExchangeRecord?
    /// What the reader should know though the check passed: "the certificate was not verified (trust: none)".
    package var notes: [String]
    /// The server's own log lines for this request.
    package var serverLog: [String]

    package init(
        name: String, location: SourceLocation, verdict: Verdict, duration: Duration, exchange: ExchangeRecord? = nil,
        notes: [String] = [], serverLog: [String] = []
    ) {
        self.name = name
        self.location = location
        self.verdict = verdict
        self.duration = duration
        self.exchange = exchange
        self.notes = notes
        self.serverLog = serverLog
    }
}

/// One expectation that was not met.
package struct Mismatch: Sendable, Equatable {
    /// The expectation's place in the stack file.
    package var location: SourceLocation
    /// What was looked at: `status`, `header content-type`, `$[0].num`.
    package var subject: String
    package var expected: String
    package var actual: String
    /// Why, and what to do, where more is known than the difference.
    package var explanation: String?

    package init(
        location: SourceLocation, subject: String, expected: String, actual: String, explanation: String? = nil
    ) {
        self.location = location
        self.subject = subject
        self.expected = expected
        self.actual = actual
        self.explanation = explanation
    }
}
