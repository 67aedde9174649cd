/// All of the language's tables.
enum Language {
    static let tables: [WordTableOutline] = [
        stack.outline, authority.outline, certificate.outline, service.outline, files.outline, table.outline,
        ready.outline, check.outline, expect.outline, matcher.outline,
    ]

    /// Where a word belongs that is unknown in one table: the places of the tables that have it, or one much like it.
    static func home(of name: String, outside title: String) -> (word: String, place: String)? {
        let others = tables.filter { $0.title != title }
        if let table = others.first(where: { $0.words.contains { $0.name == name } }) { return (name, table.place) }
        for table in others {
            // Across tables only the closest spelling is believed: there are many words.
            if let word = table.nearest(to: name), Spelling.distance(word, name) <= 1 { return (word, table.place) }
        }
        return nil
    }
}
