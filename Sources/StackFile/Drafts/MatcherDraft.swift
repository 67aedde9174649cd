internal import Diagnostics
internal import StackModel

/// The conditions of one matcher, while it is read.
struct MatcherDraft: WordDraft {
    /// What it is applied to; the raw value is what messages call it.
    enum Subject: String, Sendable, CaseIterable {
        /// A header, a body, or what a command wrote.
        case text = "a text"
        case json = "a JSON value"
        case exitStatus = "an exit status"
        case count = "a count"

        /// Whether a plain value means a whole number.
        var isNumber: Bool { self == .exitStatus || self == .count }
    }

    let subject: Subject
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var matchers: [Located<Matcher>] = []
    /// Whether every condition could be read.
    var isWhole = true

    init(on subject: Subject) {
        self.subject = subject
    }
}
