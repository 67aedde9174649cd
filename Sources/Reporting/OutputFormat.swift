/// How a command shows mistakes and what came of its work.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// One JSON document on standard output.
    case json
    /// Annotations of GitHub Actions.
    case github
}
