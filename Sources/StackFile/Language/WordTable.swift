/// The words that a mapping takes, in the order in which a reference shows them.
struct WordTable<Draft: WordDraft>: Sendable {
    let words: [Word<Draft>]
    let outline: WordTableOutline
    private let positions: [String: Int]

    /// - Parameters:
    ///   - title: What the mapping is, with its article: "a service".
    ///   - place: Where its words belong: "a service (services: NAME:)".
    init(
        _ title: String, in place: String, heading: String, introduction: String, example: String? = nil,
        rules: [WordRule] = [], _ words: [Word<Draft>]
    ) {
        self.words = words
        self.outline = WordTableOutline(
            title: title, place: place, heading: heading, introduction: introduction, example: example,
            words: words.map(\.outline), rules: rules)
        self.positions = Dictionary(words.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var title: String { outline.title }
    var place: String { outline.place }

    subscript(_ name: String) -> Word<Draft>? { positions[name].map { words[$0] } }
}
