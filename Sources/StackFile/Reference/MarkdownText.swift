/// Small pieces of Markdown.
enum MarkdownText {
    /// Without links, for places that show text as it is.
    static func plain(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let middle = rest[open...].firstRange(of: "]("),
            let close = rest[middle.upperBound...].firstIndex(of: ")")
        {
            result += rest[..<open] + rest[rest.index(after: open)..<middle.lowerBound]
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    static func code(_ words: [String], _ conjunction: String = "or") -> String {
        list(words.map { "`\($0)`" }, conjunction)
    }

    static func list(_ parts: [String], _ conjunction: String = "or") -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// A table of a row for each element, its columns as wide as their widest cell.
    static func table(_ header: [String], _ rows: [[String]]) -> String {
        let rows = rows.map { $0.map { $0.replacing("|", with: "\\|") } }
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        return line(header) + "|" + String(repeating: "---|", count: header.count) + "\n" + rows.map(line).joined()
    }

    /// The anchor that forges give a heading.
    static func anchor(_ heading: String) -> String {
        String(
            heading.lowercased().compactMap { character in
                character == " "
                    ? "-" : character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
            })
    }
}
