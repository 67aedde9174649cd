extension CommandWords {
    /// The words that a command may have of a text inside it: split as a command is, and at its blanks alone, since a
    /// quote of the text may be closed outside it.
    static func parts(of text: String) -> [String] {
        let pieces = text.unicodeScalars.split { [" ", "\t", "\n", "\r"].contains($0) }.map { String(Substring($0)) }
        let words = (try? split(text))?.map(\.text) ?? []
        return pieces + words
    }
}
