internal import Diagnostics

/// All of the language's tables.
enum Language {
    static let tables: [WordTableOutline] = [
        stack.outline, authority.outline, certificate.outline, service.outline, files.outline, table.outline,
        tls.outline, dependency.outline, ready.outline, healthcheck.outline, environmentFile.outline, logs.outline,
        check.outline, expect.outline, matcher.outline,
    ]

    /// Where a word belongs that is unknown in one table: the places of the tables that have it, or one much like it.
    static func home(of name: String, outside title: String) -> (word: String, place: String)? {
        guard let here = tables.firstIndex(where: { $0.title == title }) else { return nil }
        // What belongs together stands together in `tables`, and a word is rather meant for what is inside than outside.
        let others = tables.indices.filter { $0 != here }.sorted { one, other in
            let distances = (abs(one - here), abs(other - here))
            return distances.0 == distances.1 ? one > other : distances.0 < distances.1
        }.map { tables[$0] }
        if let table = others.first(where: { $0.words.contains { $0.name == name } }) { return (name, table.place) }
        for table in others {
            // Across tables only the closest spelling is believed: there are many words.
            if let word = table.nearest(to: name), Spelling.distance(word, name) <= 1 { return (word, table.place) }
        }
        return nil
    }
}
