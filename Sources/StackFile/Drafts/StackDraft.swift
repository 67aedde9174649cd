internal import Diagnostics
internal import StackModel

/// A whole stack file, while it is read.
struct StackDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// Whether anything stands under `services` or `checks`, readable or not.
    var hasContents = false
    var name: String?
    var authority = AuthorityDraft()
    var certificates: [CertificateDraft] = []
    var services: [ServiceDraft] = []
    var checks: [CheckDraft] = []
}
