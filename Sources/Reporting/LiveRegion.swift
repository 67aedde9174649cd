/// Lines at the end of a terminal's text that are drawn again while they change (ECMA-48).
///
/// The cursor rests at the start of the line below the last one. No line may be wider than the terminal, and there must
/// be fewer of them than it has rows.
package enum LiveRegion {
    /// What to write so that these lines stand where the previous ones stood.
    package static func redraw(previous: Int, lines: [String]) -> String {
        let drawn = lines.map { $0 + "\u{1B}[K\n" }.joined()
        return up(previous) + drawn + (lines.count < previous ? "\u{1B}[J" : "")
    }

    /// What to write so that nothing of the previous lines is left, and the cursor stands where the first one stood.
    package static func erase(previous: Int) -> String {
        previous > 0 ? up(previous) + "\u{1B}[J" : ""
    }

    /// CUU; a count of 0 would still move by one.
    private static func up(_ lines: Int) -> String { lines > 0 ? "\r\u{1B}[\(lines)A" : "" }
}
