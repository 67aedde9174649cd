extension Decoding {
    /// What to do about a key that is no word because of how it is written, rather than how it is spelt.
    func slip(in entry: Node.Entry, of table: WordTableOutline) -> String? {
        if let (word, value) = Self.unspacedEntry(entry.key.text), table.words.contains(where: { $0.name == word }) {
            return "Write a space behind the colon: \(word): \(value)."
        }
        // A word of Compose there; here it would be taken for one of `env_file`.
        if table.title == Language.dependency.title, entry.key.text == "required" {
            return "Remove it: a service that is waited for must be there."
        }
        // `{command: echo a, b}`: what follows the comma is a key that has no colon.
        let scalars = sources[entry.value].scalars
        let next = entry.value.span.lowerBound
        if entry.value.isLeftEmpty, next < scalars.count, [",", "}"].contains(scalars[next]),
            table.nearest(to: entry.key.text) == nil
        {
            return "In braces a comma ends the value before it: put a text that holds one into quotes."
        }
        return Self.slip(in: entry.key.text)
    }

    /// What to do about a name with a character that is not seen, or a colon without its space.
    static func slip(in name: String) -> String? {
        if let foreign = name.unicodeScalars.first(where: isInvisible) {
            let digits = String(foreign.value, radix: 16, uppercase: true)
            let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return "Remove the character U+\(code) from it, which looks like a space or like nothing."
        }
        guard let colon = name.firstIndex(of: ":"), colon != name.startIndex, name.hasSuffix(":") == false else {
            return nil
        }
        return "Write a space behind the colon after \(name[..<colon])."
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category == .format || (category == .spaceSeparator && scalar != " ")
    }
}
