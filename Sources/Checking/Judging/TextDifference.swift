/// Where two texts begin to differ, and both around that place.
struct TextDifference {
    /// How many characters of each are shown.
    private static let width = 120
    /// How many of them come before the difference.
    private static let lead = 40

    let expected: String
    let actual: String
    /// `nil` where both are short enough that anybody sees it.
    let explanation: String?

    init(expected expectedBytes: [UInt8], actual actualBytes: [UInt8]) {
        // Only what is around the difference is taken apart: a body may be large.
        let common = zip(expectedBytes, actualBytes).prefix { $0 == $1 }.count
        let onlyLineEnd =
            actualBytes == expectedBytes + [0x0A]
            ? "the actual text has a line feed more at its end"
            : expectedBytes == actualBytes + [0x0A] ? "the actual text has no line feed at its end" : nil

        if max(expectedBytes.count, actualBytes.count) <= Self.width {
            expected = EscapedText.quoted(expectedBytes)
            actual = actualBytes.isEmpty ? "empty" : EscapedText.quoted(actualBytes)
            explanation = onlyLineEnd
            return
        }
        let start = Self.start(before: common, in: actualBytes)
        expected = Self.window(expectedBytes, from: start)
        actual = actualBytes.isEmpty ? "empty" : Self.window(actualBytes, from: start)
        let before = actualBytes.prefix(common)
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = before.count { $0 == 0x0A } + 1
        let column = EscapedText.pieces(of: before[lineStart...]).count + 1
        explanation =
            onlyLineEnd
            ?? "they differ from line \(line), column \(column) on; "
            + "\(expectedBytes.count) bytes were expected, \(actualBytes.count) came"
    }

    /// A little before the difference, where a character begins.
    private static func start(before common: Int, in bytes: [UInt8]) -> Int {
        var start = max(0, common - lead)
        while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    private static func window(_ bytes: [UInt8], from start: Int) -> String {
        let rest = bytes.dropFirst(start)
        return (start > 0 ? "…" : "") + EscapedText.quoted(rest, limit: width)
    }
}
