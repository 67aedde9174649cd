/// A part of one line of source, and which of its columns are meant, laid out for a terminal.
struct SourceExcerpt {
    /// The line: tabs as spaces, unsafe characters replaced, and only a window of it if it is long.
    let text: String
    /// How many columns stand before the part that is meant.
    let indent: Int
    /// How many columns that part takes; at least 1.
    let length: Int

    /// - Parameters:
    ///   - column: in scalars, counted from 1.
    ///   - length: in scalars.
    ///   - width: how many columns of a terminal the text may take.
    init(line: String, column: Int, length: Int, width: Int, style: Style) {
        let cells = Cell.layOut(line, replacement: style.symbol("\u{FFFD}", "?"))
        let end = cells.last.map { $0.column + $0.width } ?? 0
        let first = max(0, column - 1)
        let last = first + max(1, length)
        let covered = cells.filter { $0.scalars.lowerBound < last && $0.scalars.upperBound > first }
        let start = covered.first?.column ?? end
        let stop = max(start + 1, covered.last.map { $0.column + $0.width } ?? end + 1)

        guard max(end, stop) > width else {
            text = cells.map(\.text).joined()
            indent = start
            self.length = stop - start
            return
        }
        let ellipsis = style.symbol("…", "...")
        let margin = DisplayWidth.of(ellipsis)
        let room = max(1, width - 2 * margin)
        let wanted = start - max(0, room - (stop - start)) / 2
        let from = max(0, min(wanted, max(end, stop) - room))
        let window = from..<(from + room)
        let shown = cells.filter { $0.column >= window.lowerBound && $0.column + $0.width <= window.upperBound }
        // A wide character that the window's edge cuts leaves a gap, so the first shown column decides.
        let origin = shown.first?.column ?? window.lowerBound
        let isCutBefore = origin > 0
        let isCutAfter = end > window.upperBound
        text = (isCutBefore ? ellipsis : "") + shown.map(\.text).joined() + (isCutAfter ? ellipsis : "")
        let visibleStart = max(start, origin)
        indent = visibleStart - origin + (isCutBefore ? margin : 0)
        self.length = max(1, min(stop, window.upperBound) - visibleStart)
    }
}

extension SourceExcerpt {
    /// A character of the line with its place in both counts: scalars of the file, and columns of the terminal.
    private struct Cell {
        var text: String
        var scalars: Range<Int>
        var column: Int
        var width: Int

        static func layOut(_ line: String, replacement: String) -> [Cell] {
            var cells: [Cell] = []
            var scalar = 0
            var column = 0
            for character in line {
                let count = character.unicodeScalars.count
                let text = shown(character, at: column, replacement: replacement)
                let width = DisplayWidth.of(text)
                cells.append(Cell(text: text, scalars: scalar..<(scalar + count), column: column, width: width))
                scalar += count
                column += width
            }
            return cells
        }

        private static func shown(_ character: Character, at column: Int, replacement: String) -> String {
            if character == "\t" { return String(repeating: " ", count: 4 - column % 4) }
            guard character.unicodeScalars.contains(where: PrintableText.isUnsafe) else { return String(character) }
            return replacement
        }
    }
}
