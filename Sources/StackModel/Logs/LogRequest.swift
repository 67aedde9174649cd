/// Which lines of the logs are wanted, and how.
package struct LogRequest: Sendable, Hashable {
    package enum Format: String, Sendable, CaseIterable {
        case text
        /// One object a line.
        case json
    }

    /// Their names; empty means all.
    package var services: [String] = []
    /// Lines from this moment on.
    package var since: LogTime?
    /// Lines up to this moment.
    package var until: LogTime?
    /// How many of each service's lines, the last of those that are wanted.
    package var tail: Int?
    /// A regular expression that matches somewhere in the line.
    package var pattern: String?
    /// Whether lines that are still to come are wanted as well.
    package var follows = false
    /// Whether text shows each line's time; JSON always does.
    package var showsTimes = false
    package var format = Format.text

    package init() {}
}
