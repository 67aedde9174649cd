internal import Diagnostics
internal import StackModel

/// The `authority` mapping, while it is read.
struct AuthorityDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// An absolute path.
    var directory: String?
    var permit: [Located<HostName>] = []
    var intermediate: Bool?
    /// Absolute paths.
    var certificate: String?
    var key: String?
    /// An authority that a word by itself stands for.
    var existing: AuthoritySettings.Source?

    /// Whether it is somebody else's.
    var isForeign: Bool { existing != nil || given["certificate"] != nil || given["key"] != nil }

    var source: AuthoritySettings.Source {
        if let existing { return existing }
        guard let certificate, let key else { return .own }
        return .existing(certificate: certificate, key: key)
    }
}
