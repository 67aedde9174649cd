internal import Diagnostics

/// What may be said of a `.env` file in a report.
enum EnvironmentFile {
    /// The text to show beside a mistake: of the same length, but with `*` for what may be a secret.
    static func withoutValues(_ text: String) -> String {
        SourceText(text).lines.map { text in
            let line = text.unicodeScalars
            let start = line.firstIndex { $0 == "=" || $0 == "#" }
            if let start, line[start] == "#", trimmed(Substring(line[..<start])).isEmpty { return text }
            // What is no assignment may be the rest of a value that was meant to go over several lines.
            let sign = line.firstIndex(of: "=")
            let kept = sign.flatMap { isName(Substring(line[..<$0])) ? line[...$0] : nil } ?? line.prefix(0)
            return String(kept) + String(repeating: "*", count: line.count - kept.count)
        }.joined(separator: "\n")
    }

    /// Whether a text is the name of a variable, perhaps after `export`: a secret with a `=` at its end is none.
    private static func isName(_ text: Substring) -> Bool {
        var name = trimmed(text)
        if name.hasPrefix("export ") || name.hasPrefix("export\t") { name = trimmed(name.dropFirst("export".count)) }
        return !name.isEmpty
            && name.unicodeScalars.enumerated().allSatisfy { Interpolator.isNamePart($1, first: $0 == 0) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
        var result = text.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }
}
