internal import Diagnostics

/// Rows in columns under a heading; the last column takes what is left of the width.
struct TextTable {
    struct Cell {
        var text: String
        var ink: Ink?

        init(_ text: String, _ ink: Ink? = nil) {
            self.text = text
            self.ink = ink
        }
    }

    private struct Row {
        var cells: [Cell]
        /// What stands below it, made already.
        var below: [String]
    }

    private let titles: [String]
    private var rows: [Row] = []

    init(_ titles: [String]) {
        self.titles = titles
    }

    /// - Parameter cells: as many as there are titles.
    mutating func append(_ cells: [Cell], below: [String] = []) {
        rows.append(Row(cells: cells, below: below))
    }

    /// - Parameter width: of each line; `nil` cuts nothing.
    func lines(style: Style, width: Int?) -> [String] {
        guard !rows.isEmpty else { return [] }
        let widths = titles.indices.map { column in
            rows.reduce(DisplayWidth.of(titles[column])) { max($0, DisplayWidth.of($1.cells[column].text)) }
        }
        func line(_ cells: [Cell]) -> String {
            var line = StyledLine()
            for (column, cell) in cells.enumerated() {
                line.append("  ")
                line.append(cell.text, cell.ink, width: column == cells.count - 1 ? 0 : widths[column])
            }
            return line.text(style: style, width: width ?? .max)
        }
        return [line(titles.map { Cell($0, .faint) })] + rows.flatMap { [line($0.cells)] + $0.below }
    }
}
