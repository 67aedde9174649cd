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

    package init(style: Style = .plain, width: Int = 100, sources: [String: SourceText] = [:]) {
        self.style = style
        self.width = max(width, 40)
        self.sources = sources
    }

    var diagnosticRenderer: DiagnosticRenderer { DiagnosticRenderer(style: style, width: width, sources: sources) }
}

extension TerminalReporter {
    /// Text of any length as rows that fit: unsafe characters escaped, long lines wrapped, and no more than so many.
    func rows(_ text: String, width: Int, limit: Int) -> [String] {
        var rows: [String] = []
        // A line feed at the end ends the last line and begins none.
        let whole = text.hasSuffix("\n") ? text.dropLast() : text[...]
        for line in whole.split(separator: "\n", omittingEmptySubsequences: false) {
            rows += Self.wrap(PrintableText.escaped(String(line)), width: max(width, 10))
            if rows.count > limit { return rows.prefix(limit) + [style.paint(style.symbol("…", "..."), .faint)] }
        }
        return rows
    }

    private static func wrap(_ line: String, width: Int) -> [String] {
        var rows: [String] = []
        var row = ""
        var used = 0
        for character in line {
            let columns = DisplayWidth.of(character)
            if used + columns > width {
                rows.append(row)
                row = ""
                used = 0
            }
            row.append(character)
            used += columns
        }
        return rows + [row]
    }

    /// A label and what belongs to it; further rows stand under the first.
    func labelled(_ label: String, _ rows: [String], indent: Int = 2) -> [String] {
        let blank = String(repeating: " ", count: indent)
        return rows.enumerated().map { index, row in
            let start = index == 0 ? style.paint(DisplayWidth.pad(label, to: Self.labelWidth), .faint) : Self.emptyLabel
            return row.isEmpty && index > 0 ? "" : blank + start + row
        }
    }

    static let labelWidth = 10
    private static let emptyLabel = String(repeating: " ", count: labelWidth)

    /// How many columns a labelled row has for its text.
    var labelledWidth: Int { width - Self.labelWidth - 2 }
}
