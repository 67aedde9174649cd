/// A service that `devstack init` writes.
struct SuggestedService {
    enum Kind {
        case files(String)
        case table(String)
        /// Split at blanks as the stack file does it.
        case text(String)
        case words([String])
    }

    var name: String
    /// Why it is there, and what to look at: a comment line each.
    var comments: [String] = []
    var kind: Kind
    var port: UInt16?
    var isSecure = false
    /// A value of `nil` takes devstack's own.
    var environment: [(name: String, value: String?)] = []
    /// Files of further variables, in the order in which they count.
    var environmentFiles: [(path: String, isRequired: Bool)] = []
    /// What stands below `healthcheck`, a line each.
    var healthCheck: [String] = []
    var dependsOn: [String] = []
    /// What a dependency says besides its name: `condition: service_started`.
    var dependencyWords: [String: [String]] = [:]
    var restart: String?
    var profiles: [String] = []
    /// It ends with status 0 before others begin.
    var isOneShot = false
    /// Longer than usual, for a program that compiles first.
    var isSlow = false

    var isCommand: Bool {
        switch kind {
        case .text, .words: true
        case .files, .table: false
        }
    }
}
