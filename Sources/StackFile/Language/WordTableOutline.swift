/// A table's words without the code that reads them.
struct WordTableOutline: Sendable {
    struct Word: Sendable {
        var name: String
        var takes: ValueShape
        var meaning: String
        var alsoCalled: [String]
    }

    var title: String
    var place: String
    var words: [Word]

    /// The word that was meant by one that is not in the table: by another program's name for it, or by spelling.
    func nearest(to name: String) -> String? {
        if let synonym = words.first(where: { $0.alsoCalled.contains(name) }) { return synonym.name }
        return Spelling.nearest(to: name, in: words.map(\.name))
    }
}
