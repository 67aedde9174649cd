internal import Diagnostics

/// The variables of a `.env` file: a `NAME=VALUE` a line, `#` for comments.
enum EnvironmentFile {
    /// - Parameter path: As it is to stand in the locations of mistakes.
    static func read(_ text: String, path: String, mistakes: inout [Diagnostic]) -> [String: String] {
        var variables: [String: String] = [:]
        // Cut as the lines are that a mistake is shown in.
        for (number, line) in SourceText(text).lines.enumerated() {
            let content = trimmed(line[...])
            if content.isEmpty || content.hasPrefix("#") { continue }
            let assignment =
                content.hasPrefix("export ") ? trimmed(content.dropFirst("export ".count)) : content
            let name = trimmed(assignment.prefix { $0 != "=" })
            let isName =
                !name.isEmpty
                && name.unicodeScalars.enumerated().allSatisfy { position, scalar in
                    Interpolator.isNamePart(scalar, first: position == 0)
                }
            let value = assignment.contains("=") ? unquoted(trimmed(assignment.drop { $0 != "=" }.dropFirst())) : nil
            guard isName, let value else {
                let indent = line.prefix { $0 == " " || $0 == "\t" }.count
                mistakes.append(
                    Diagnostic(
                        .badEnvironmentFile,
                        isName && assignment.contains("=")
                            ? "the value's quotes do not end with the line" : "this is not NAME=VALUE",
                        at: SourceLocation(
                            file: path, line: number + 1, column: indent + 1, length: content.unicodeScalars.count),
                        remedy: "Write NAME=VALUE, or begin a comment with #."))
                continue
            }
            variables[String(name)] = value
        }
        return variables
    }

    /// The text to show beside a mistake: of the same length, but with `*` for what may be a secret.
    static func withoutValues(_ text: String) -> String {
        SourceText(text).lines.map { text in
            let line = text.unicodeScalars
            let start = line.firstIndex { $0 == "=" || $0 == "#" }
            if let start, line[start] == "#", trimmed(Substring(line[..<start])).isEmpty { return text }
            // What is no assignment may be the rest of a value that was meant to go over several lines.
            let kept = line.firstIndex(of: "=").map { line[...$0] } ?? line.prefix(0)
            return String(kept) + String(repeating: "*", count: line.count - kept.count)
        }.joined(separator: "\n")
    }

    /// Single quotes take everything as it is, double quotes know `\n`, `\t`, `\"`, `\\` and `\$`; without quotes ` #` begins a comment.
    ///
    /// - Returns: `nil` when quotes do not close.
    private static func unquoted(_ text: Substring) -> String? {
        guard let quote = text.first, quote == "'" || quote == "\"" else {
            var value = ""
            for character in text {
                if character == "#", value.last == " " || value.last == "\t" { break }
                value.append(character)
            }
            return String(trimmed(value[...]))
        }
        var value = ""
        var isEscaped = false
        for (position, character) in text.dropFirst().enumerated() {
            if isEscaped {
                switch character {
                case "n": value.append("\n")
                case "t": value.append("\t")
                case "\"", "\\", "$": value.append(character)
                default: value += "\\\(character)"
                }
                isEscaped = false
            } else if character == "\\", quote == "\"" {
                isEscaped = true
            } else if character == quote {
                let rest = trimmed(text.dropFirst(position + 2))
                return rest.isEmpty || rest.hasPrefix("#") ? value : nil
            } else {
                value.append(character)
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
        var result = text.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }
}
