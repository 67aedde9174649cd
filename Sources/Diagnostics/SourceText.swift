/// A text file's lines, as the locations in it count them.
package struct SourceText: Sendable, Hashable {
    /// Without their line breaks, the first at index 0.
    package let lines: [String]

    /// Splits at the line breaks of YAML 1.1 (5.4), which libyaml's marks count: LF, CR, CR LF, NEL, LS and PS.
    ///
    /// A byte-order mark at the start has no column, so it is left out.
    package init(_ text: String) {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\u{FEFF}" where previous == nil: continue
            case "\n" where previous == "\r": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line = .init()
            default: line.append(scalar)
            }
        }
        lines.append(String(line))
        self.lines = lines
    }

    /// The line with this number, counted from 1; `nil` beyond the file.
    package func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }
}
