/// One word of the language: a key of a mapping, what it takes, what it means, and how it is read.
struct Word<Draft>: Sendable {
    typealias Reading = @Sendable (_ value: Node, _ draft: inout Draft, _ decoding: inout Decoding) -> Void

    var outline: WordOutline
    let read: Reading

    var name: String { outline.name }
    var takes: ValueShape { outline.takes }

    init(
        _ name: String, takes: ValueShape, _ meaning: String, default: String? = nil, details: String? = nil,
        choices: [WordOutline.Choice] = [], example: String? = nil, compose: ComposeDifference? = nil,
        alsoCalled: [String] = [], read: @escaping Reading
    ) {
        self.outline = WordOutline(
            name: name, takes: takes, meaning: meaning, default: `default`, details: details, choices: choices,
            example: example, compose: compose, alsoCalled: alsoCalled)
        self.read = read
    }
}
