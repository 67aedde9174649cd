/// Texts of Compose's file, in which `$NAME` and `${NAME}` are variables and `$$` is a dollar.
enum ComposeText {
    /// The same in the stack file's words: a variable that is not set is empty, as it is to Compose.
    static func converted(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            if rest.first == "$" {
                rest.removeFirst()
                // What follows a dollar that is meant as such must not begin a variable here.
                result += rest.first == "{" ? "$$" : "$"
            } else if let match = rest.prefixMatch(of: #/\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^{}]*))?\}/#) {
                result += "${\(match.1):-\(match.3 ?? "")}"
                rest = rest[match.range.upperBound...]
            } else if rest.prefixMatch(of: #/\{[A-Za-z_][A-Za-z0-9_]*:?[-+?]/#) != nil, let end = closingBrace(of: rest)
            {
                // An alternative, a demand, a default within a default: the same in both files.
                result += "$" + rest[...end]
                rest = rest[end...].dropFirst()
            } else if let match = rest.prefixMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) {
                result += "${\(match.0):-}"
                rest = rest[match.range.upperBound...]
            } else {
                result += rest.first == "{" ? "$$" : "$"
            }
        }
        return result + rest
    }

    /// One line of it that may stand in a comment.
    static func comment(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars
            .filter { $0.properties.generalCategory != .control }
        return String(String(String.UnicodeScalarView(line)).prefix(60))
    }

    private static func closingBrace(of text: Substring) -> Substring.Index? {
        var depth = 0
        return text.indices.first { index in
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            return depth == 0
        }
    }
}
