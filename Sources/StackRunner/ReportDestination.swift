/// A report in a file besides the one on the terminal: `json=FILE`, `junit=FILE`, or a timeline.
package struct ReportDestination: Sendable, Equatable {
    package enum Format: Sendable {
        case json
        case junit
        /// A timeline as a page of HTML.
        case page
        /// A timeline in the Trace Event Format.
        case trace
    }

    package var format: Format
    package var path: String

    package init(format: Format, path: String) {
        self.format = format
        self.path = path
    }

    /// Reads `FORMAT=PATH`; `nil` when the format is unknown or the path is empty.
    package init?(text: String) {
        let formats: [String: Format] = ["json": .json, "junit": .junit]
        guard let equals = text.firstIndex(of: "="), let format = formats[String(text[..<equals])] else { return nil }
        let path = String(text[text.index(after: equals)...])
        guard !path.isEmpty else { return nil }
        self.init(format: format, path: path)
    }

    /// Reads the path of a timeline, whose end says what it is; `nil` when it is neither `.html` nor `.json`.
    package init?(timeline path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name.count > 5, name.hasSuffix(".html") {
            self.init(format: .page, path: path)
        } else if name.count > 5, name.hasSuffix(".json") {
            self.init(format: .trace, path: path)
        } else {
            return nil
        }
    }
}
