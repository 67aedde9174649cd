internal import Diagnostics
internal import StackModel

/// The long form of `ready`, while it is read.
struct ReadyDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var listen = false
    var exit = false
    /// A path on the service's port.
    var http: String?
    var status: [StatusPattern]?
    var within: Duration?
}
