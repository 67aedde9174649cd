/// A command written as one text, split into its words without a shell, as Compose does.
enum CommandWords {
    struct Failure: Error, Equatable {
        var message: String
        /// The offset in scalars of what is wrong.
        var offset: Int
    }

    /// A word, and whether any of it was quoted or escaped.
    struct Word: Equatable {
        var text: String
        var isQuoted: Bool
        /// The offset in scalars at which it begins.
        var offset: Int
    }

    /// Blanks divide; single quotes take all as it is; in double quotes a backslash escapes `"`, `\`, `$` and a backquote;
    /// elsewhere it escapes any character.
    static func split(_ text: String) throws(Failure) -> [Word] {
        let scalars = Array(text.unicodeScalars)
        var words: [Word] = []
        var current: Word?
        var position = 0

        func append(_ scalar: Unicode.Scalar, isQuoted: Bool) {
            current = current ?? Word(text: "", isQuoted: false, offset: position)
            current?.text.unicodeScalars.append(scalar)
            if isQuoted { current?.isQuoted = true }
        }

        while position < scalars.count {
            let scalar = scalars[position]
            switch scalar {
            case " ", "\t", "\n", "\r":
                if let word = current { words.append(word) }
                current = nil
                position += 1
            case "'", "\"":
                let start = position
                current = current ?? Word(text: "", isQuoted: true, offset: position)
                current?.isQuoted = true
                position += 1
                while position < scalars.count, scalars[position] != scalar {
                    if scalar == "\"", scalars[position] == "\\", position + 1 < scalars.count,
                        ["\"", "\\", "$", "`"].contains(scalars[position + 1])
                    {
                        position += 1
                    }
                    append(scalars[position], isQuoted: true)
                    position += 1
                }
                guard position < scalars.count else {
                    throw Failure(message: "this quote is not closed", offset: start)
                }
                position += 1
            case "\\":
                guard position + 1 < scalars.count else {
                    throw Failure(message: "a backslash at the end escapes nothing", offset: position)
                }
                append(scalars[position + 1], isQuoted: true)
                position += 2
            default:
                append(scalar, isQuoted: false)
                position += 1
            }
        }
        if let word = current { words.append(word) }
        return words
    }

    /// Whether a program takes a script in the shell's language.
    static func isShell(_ program: String) -> Bool {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        return ["sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "busybox", "env"].contains(name)
    }

    private static let operators: Set = [
        "|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1", "&>", ">&2", "1>&2",
    ]

    /// What a shell would take as its own syntax; here it would go to the program as an argument.
    static func shellSyntax(in words: [Word]) -> Word? {
        return words.first { word in
            let isVariable =
                word.text.hasPrefix("$") && Decoding.variable(in: Array(word.text.unicodeScalars), at: 1) != nil
            return !word.isQuoted && (operators.contains(word.text) || word.text.hasPrefix("$(") || isVariable)
        }
    }
}
