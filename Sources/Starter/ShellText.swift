/// A command line that was written for a shell.
enum ShellText {
    /// The command as the stack file has it: as it is where no shell is needed, else for `sh -c`.
    static func kind(_ line: String) -> SuggestedService.Kind {
        let literal = line.replacing("${", with: "$${")
        return needsShell(line) ? .words(["sh", "-c", literal]) : .text(literal)
    }

    /// Whether it can be split into words at all.
    static func closesItsQuotes(_ line: String) -> Bool {
        var open: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                isEscaped = false
            } else if character == "\\", open != "'" {
                isEscaped = true
            } else if let quote = open {
                if character == quote { open = nil }
            } else if character == "'" || character == "\"" {
                open = character
            }
        }
        return open == nil && !isEscaped
    }

    /// Whether anything in it means more to a shell than to a splitting at blanks and quotes.
    private static func needsShell(_ line: String) -> Bool {
        if line.contains(where: { "$|&;<>()*?[]{}~#`\\\"'!\n".contains($0) }) { return true }
        // A variable may be set before the program's name.
        return line.split(separator: " ").first?.contains("=") ?? true
    }
}
