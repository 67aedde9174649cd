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
    /// A regular expression.
    var log: String?
    var tls = false
    var notify = false
    var watchdog: Duration?
    var command: [String]?
    var within: Duration?
}

extension ReadyDraft {
    /// The words of which there is one.
    static let conditions = ["listen", "http", "tls", "log", "notify", "command", "exit"]

    /// What the one condition says; `nil` where its value could not be read.
    var condition: Readiness? {
        if listen { return .listen }
        if exit { return .exit }
        if let http { return .http(path: http, status: status ?? [.ofClass(2)]) }
        if tls { return .tls }
        if notify { return .notify }
        return log.map(Readiness.log) ?? command.map(Readiness.command)
    }
}
