/// A report in a file besides the one on the terminal: `json=FILE` or `junit=FILE`.
package struct ReportDestination: Sendable, Equatable {
    package enum Format: String, Sendable, CaseIterable {
        case json
        case junit
    }

    package var format: Format
    package var path: String

    package init(format: Format, path: String) {
        self.format = format
        self.path = path
    }

    /// Reads `FORMAT=PATH`; `nil` when the format is unknown or the path is empty.
    package init?(text: String) {
        guard let equals = text.firstIndex(of: "="), let format = Format(rawValue: String(text[..<equals])) else {
            return nil
        }
        let path = String(text[text.index(after: equals)...])
        guard !path.isEmpty else { return nil }
        self.init(format: format, path: path)
    }
}
