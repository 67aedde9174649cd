/// The words that a mapping takes, in the order in which a reference shows them.
struct WordTable<Draft: WordDraft>: Sendable {
    /// What the mapping is, with its article: "a service".
    let title: String
    /// Where its words belong: "a service (services: NAME:)".
    let place: String
    let words: [Word<Draft>]
    private let positions: [String: Int]

    init(_ title: String, in place: String, _ words: [Word<Draft>]) {
        self.title = title
        self.place = place
        self.words = words
        self.positions = Dictionary(words.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ name: String) -> Word<Draft>? { positions[name].map { words[$0] } }

    var outline: WordTableOutline {
        WordTableOutline(
            title: title, place: place,
            words: words.map {
                WordTableOutline.Word(
                    name: $0.name, takes: $0.takes, meaning: $0.meaning, alsoCalled: $0.alsoCalled)
            })
    }
}
