internal import Diagnostics
internal import StackModel

/// The `authority` mapping, while it is read.
struct AuthorityDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// An absolute path.
    var directory: String?
    var permit: [Located<HostName>] = []
}
