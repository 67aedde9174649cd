internal import Diagnostics

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

    /// Whether no other word of the table can have been meant: it is another name of this one, or this one but for a slip.
    func isSure(of word: String, for name: String) -> Bool {
        if words.contains(where: { $0.name == word && $0.alsoCalled.contains(name) }) { return true }
        let near = words.filter { Spelling.distance($0.name, name.lowercased()) <= 1 }
        return near.count == 1 && near.first?.name == word
    }

    /// The word that was meant by one that is not in the table: by another program's name for it, or by spelling.
    func nearest(to name: String) -> String? {
        if let synonym = words.first(where: { $0.alsoCalled.contains(name) }) { return synonym.name }
        return Spelling.nearest(to: name, in: words.map(\.name))
    }
}
