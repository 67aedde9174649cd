internal import Diagnostics
internal import StackModel

/// The `authority` mapping, while it is read.
struct AuthorityDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    /// An absolute path.
    var directory: String?
    var permit: [Located<HostName>] = []
}
