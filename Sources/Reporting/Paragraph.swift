internal import Diagnostics

/// Running text in rows.
enum Paragraph {
    /// Breaks at blanks alone, so that a longer word stands out rather than being cut.
    static func rows(_ text: String, width: Int) -> [String] {
        var rows: [String] = []
        var row = ""
        for word in text.split(separator: " ") {
            if row.isEmpty {
                row = String(word)
            } else if DisplayWidth.of(row) + 1 + DisplayWidth.of(word) <= width {
                row += " " + word
            } else {
                rows.append(row)
                row = String(word)
            }
        }
        return row.isEmpty ? rows : rows + [row]
    }
}
