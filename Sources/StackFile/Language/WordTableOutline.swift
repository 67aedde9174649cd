internal import Diagnostics

/// A table's words without the code that reads them.
struct WordTableOutline: Sendable {
    var title: String
    var place: String
    /// Of its section in the reference.
    var heading: String
    /// What stands before the words in the reference, in Markdown.
    var introduction: String
    /// YAML that shows the usual case.
    var example: String?
    var words: [WordOutline]
    var rules: [WordRule]

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
