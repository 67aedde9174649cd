/// Diagnostics as text for people: each with its place, the line itself, and what to do.
package struct DiagnosticRenderer: Sendable {
    package var style: Style
    /// How many columns the lines of source may take; longer ones show the part that matters.
    package var width: Int
    /// How many diagnostics are shown; the rest is counted.
    package var limit: Int
    /// The text of each file that locations name, by the name that they use. A file without its text shows no lines.
    package var sources: [String: SourceText]

    package init(style: Style = .plain, width: Int = 100, limit: Int = 20, sources: [String: SourceText] = [:]) {
        self.style = style
        self.width = max(width, 20)
        self.limit = max(limit, 1)
        self.sources = sources
    }

    /// All of them in the order of their files and lines, up to the limit, with an empty line between two.
    ///
    /// Ends with a line break, unless there is nothing to show. Where not all fit, errors come before warnings.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        guard !diagnostics.isEmpty else { return "" }
        let sorted = Self.sorted(diagnostics)
        let shown: [Diagnostic]
        if sorted.count > limit {
            shown = Array(
                (sorted.filter { $0.severity == .error } + sorted.filter { $0.severity != .error }).prefix(limit))
        } else {
            shown = sorted
        }
        var blocks = shown.map { lines(of: $0).joined(separator: "\n") }
        if sorted.count > limit {
            blocks.append(style.paint("and \(sorted.count - limit) more", .strong))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// One diagnostic in one line, for logs: `devstack.yaml:12:9: error[E012]: message`.
    package func line(of diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { style.paint("\(PrintableText.escaped($0.description)):", .strong) + " " }
        let kind = style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity.ink)
        return (place ?? "") + kind + ": " + style.paint(PrintableText.escaped(diagnostic.message), .strong)
    }

    /// One diagnostic in full: its line, the source, the remedy, then the notes with theirs.
    package func lines(of diagnostic: Diagnostic) -> [String] {
        let places = [diagnostic.location] + diagnostic.notes.map(\.location)
        let gutter = places.compactMap { $0.map { "\($0.line)".count } }.max() ?? 1
        var lines = [line(of: diagnostic)]
        if let location = diagnostic.location {
            lines += excerpt(at: location, ink: diagnostic.severity.ink, gutter: gutter)
        }
        if let remedy = diagnostic.remedy { lines += remark("help", .help, remedy, gutter: gutter) }
        for note in diagnostic.notes {
            guard let location = note.location else {
                lines += remark("note", .note, note.message, gutter: gutter)
                continue
            }
            let place = style.paint("\(PrintableText.escaped(location.description)):", .strong)
            lines.append("\(place) \(style.paint("note", .note)): \(PrintableText.escaped(note.message))")
            lines += excerpt(at: location, ink: .note, gutter: gutter)
        }
        return lines
    }
}

extension DiagnosticRenderer {
    /// The line that the location names, with carets under the part that it covers; nothing if the text is not at hand.
    ///
    /// - Parameter gutter: how many digits the line numbers of the surrounding text have.
    package func excerpt(at location: SourceLocation, ink: Ink, gutter: Int = 1) -> [String] {
        guard let line = sources[location.file]?.line(location.line) else { return [] }
        let number = "\(location.line)"
        let digits = max(gutter, number.count)
        let excerpt = SourceExcerpt(
            line: line, column: location.column, length: location.length, width: max(10, width - digits - 3),
            style: style)
        let blank = String(repeating: " ", count: digits)
        let bar = style.symbol("│", "|")
        let carets = style.paint(String(repeating: "^", count: excerpt.length), ink)
        return [
            style.paint("\(blank) \(bar)", .faint),
            style.paint("\(String(repeating: " ", count: digits - number.count))\(number) \(bar)", .faint)
                + (excerpt.text.isEmpty ? "" : " " + excerpt.text),
            style.paint("\(blank) \(bar)", .faint) + " " + String(repeating: " ", count: excerpt.indent) + carets,
        ]
    }

    /// `= help: …`, its further lines under its first.
    private func remark(_ word: String, _ ink: Ink, _ text: String, gutter: Int) -> [String] {
        let blank = String(repeating: " ", count: gutter + 1)
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return parts.enumerated().map { index, part in
            let shown = PrintableText.escaped(part)
            if index == 0 { return "\(blank)\(style.paint("=", .faint)) \(style.paint(word, ink)): \(shown)" }
            return "\(blank)  \(String(repeating: " ", count: word.count + 2))\(shown)"
        }
    }

    /// In the order of the files' first appearance, then of the lines; what has no place comes first.
    private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var ranks: [String: Int] = [:]
        for case let location? in diagnostics.map(\.location) where ranks[location.file] == nil {
            ranks[location.file] = ranks.count
        }
        func key(_ index: Int) -> (Int, Int, Int, Int) {
            guard let location = diagnostics[index].location else { return (-1, 0, 0, index) }
            return (ranks[location.file] ?? -1, location.line, location.column, index)
        }
        return diagnostics.indices.sorted { key($0) < key($1) }.map { diagnostics[$0] }
    }
}

extension Diagnostic.Severity {
    package var ink: Ink {
        switch self {
        case .error: .error
        case .warning: .warning
        }
    }
}
