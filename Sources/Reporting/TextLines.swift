/// A text's lines, without their line breaks.
enum TextLines {
    /// Splits at LF and CR LF; one at the end ends the last line and begins none.
    static func of(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map(String.init)
    }
}
