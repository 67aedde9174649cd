internal import Diagnostics

/// One file of `env_file` in its long form, while it is read.
struct EnvironmentFileDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// As it is written.
    var path: Node?
    var isRequired: Bool?
}
