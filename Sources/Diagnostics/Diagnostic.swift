/// A mistake, what it is about, where it stands, and what to do about it.
package struct Diagnostic: Error, Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable {
        case error
        case warning
    }

    /// A further place that the mistake involves: "`site` has port 1443 here".
    package struct Note: Sendable, Hashable {
        package var message: String
        package var location: SourceLocation?

        package init(_ message: String, at location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    package var severity: Severity
    /// A short, stable name for this kind of mistake: `E012`.
    package var code: String
    /// One sentence without a full stop that says what is wrong.
    package var message: String
    package var location: SourceLocation?
    /// What to do: an imperative sentence, or `nil` where the message says it already.
    package var remedy: String?
    package var notes: [Note]

    package init(
        _ severity: Severity, _ code: String, _ message: String, at location: SourceLocation? = nil,
        remedy: String? = nil, notes: [Note] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.remedy = remedy
        self.notes = notes
    }
    /// An error.
    package init(
        _ code: String, _ message: String, at location: SourceLocation? = nil, remedy: String? = nil,
        notes: [Note] = []
    ) {
        self.init(.error, code, message, at: location, remedy: remedy, notes: notes)
    }
}
