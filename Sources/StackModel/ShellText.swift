/// Words as a shell of the Bourne kind reads them.
package enum ShellText {
    /// In single quotes, between which nothing is special but the next one (POSIX, Shell Command Language, 2.2.2).
    package static func quoted(_ word: String) -> String {
        "'" + word.replacing("'", with: #"'\''"#) + "'"
    }

    /// A command line, with quotes only where they are needed.
    package static func line(_ words: [String]) -> String {
        words.map { isPlain($0) ? $0 : quoted($0) }.joined(separator: " ")
    }

    private static func isPlain(_ word: String) -> Bool {
        !word.isEmpty
            && word.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    || "-_./:=,+@%".unicodeScalars.contains(scalar)
            }
    }
}
