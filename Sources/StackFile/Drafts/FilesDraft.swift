internal import Diagnostics

/// The long form of `files`, while it is read.
struct FilesDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// An absolute path.
    var root: String?
    var index: String?
}
