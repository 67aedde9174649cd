internal import Diagnostics

/// A line in pieces, each with its ink, so that it can be measured and cut before it is painted.
struct StyledLine {
    private var pieces: [(text: String, ink: Ink?)] = []

    mutating func append(_ text: String, _ ink: Ink? = nil) { pieces.append((text, ink)) }

    /// Appends the text, filled up to a width.
    mutating func append(_ text: String, _ ink: Ink? = nil, width: Int) {
        pieces.append((text, ink))
        pieces.append((String(repeating: " ", count: max(0, width - DisplayWidth.of(text))), nil))
    }

    /// The painted line, in no more than this many columns, and without blanks at its end.
    func text(style: Style, width: Int = .max) -> String {
        let ending = style.symbol("…", "...")
        var room = width
        var shown = width == .max ? pieces : []
        for (index, piece) in pieces.enumerated() where width < .max {
            let rest = pieces[index...].reduce(0) { $0 + DisplayWidth.of($1.text) }
            if rest <= room {
                shown += pieces[index...]
                break
            }
            // The piece stays whole only if the ending, too, has its place behind it.
            let columns = DisplayWidth.of(piece.text)
            guard columns + DisplayWidth.of(ending) > room else {
                shown.append(piece)
                room -= columns
                continue
            }
            let remainder = pieces[index...].map(\.text).joined()
            shown.append((DisplayWidth.cut(remainder, to: room, ending: ending), piece.ink))
            break
        }
        while let last = shown.last, last.text.allSatisfy({ $0 == " " }) { shown.removeLast() }
        return shown.map { piece in piece.ink.map { style.paint(piece.text, $0) } ?? piece.text }.joined()
    }
}
