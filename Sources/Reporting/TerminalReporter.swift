package import Diagnostics

/// What a run shows to the one who started it, as lines without their line breaks.
///
/// It writes nothing itself and knows no clock: values in, text out.
package struct TerminalReporter: Sendable {
    package var style: Style
    /// How many columns lines may take where they can be shortened.
    package var width: Int
    /// The text of the stack file, by the name that locations use.
    package var sources: [String: SourceText]
    /// The absolute path of the stack's folder: paths below it are shown from there on.
    package var directory: String

    package init(
        style: Style = .plain, width: Int = 100, sources: [String: SourceText] = [:], directory: String = "/"
    ) {
        self.style = style
        self.width = max(width, 40)
        self.sources = sources
        self.directory = directory
    }

    var diagnosticRenderer: DiagnosticRenderer { DiagnosticRenderer(style: style, width: width, sources: sources) }
}

extension TerminalReporter {
    /// Text of any length as rows that fit: tabs as spaces, unsafe characters escaped, long lines wrapped, and no more than so many.
    func rows(_ text: String, width: Int, limit: Int) -> [String] {
        var rows: [String] = []
        for line in TextLines.of(text) {
            let expanded = line.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ")
            rows += Self.wrap(PrintableText.escaped(expanded), width: max(width, 10))
            if rows.count > limit { return rows.prefix(limit) + [style.paint(style.symbol("…", "..."), .faint)] }
        }
        return rows
    }

    /// Breaks at blanks, and within a word only where the word alone is wider than a row.
    private static func wrap(_ line: String, width: Int) -> [String] {
        var rows: [String] = []
        var row: [Character] = []
        var used = 0
        for character in line {
            let columns = DisplayWidth.of(character)
            if used + columns > width {
                let blank = character == " " ? nil : row.lastIndex(of: " ")
                // Blanks that begin a line are its indentation, and no place to break.
                if let blank, row[..<blank].contains(where: { $0 != " " }) {
                    rows.append(String(row[..<blank]))
                    row.removeFirst(blank + 1)
                } else {
                    rows.append(String(row))
                    row = []
                }
                used = DisplayWidth.of(String(row))
                if character == " ", row.isEmpty { continue }
            }
            row.append(character)
            used += columns
        }
        return rows + [String(row)]
    }

    /// The path as short as it can be named from the stack's folder.
    func path(_ path: String) -> String {
        let start = directory.hasSuffix("/") ? directory : directory + "/"
        let isBelow = start != "/" && path.hasPrefix(start) && path != start
        return PrintableText.escaped(isBelow ? String(path.dropFirst(start.count)) : path)
    }

    /// A label and what belongs to it; further rows stand under the first.
    func labelled(_ label: String, _ rows: [String], _ ink: Ink = .faint) -> [String] {
        let padding = String(repeating: " ", count: max(0, Self.labelWidth - label.count))
        return rows.enumerated().map { index, row in
            if index == 0 { return "  " + style.paint(label, ink) + padding + row }
            return row.isEmpty ? "" : Self.emptyLabel + row
        }
    }

    static let labelWidth = 10
    private static let emptyLabel = String(repeating: " ", count: labelWidth + 2)

    /// How many columns a labelled row has for its text.
    var labelledWidth: Int { width - Self.labelWidth - 2 }
}
