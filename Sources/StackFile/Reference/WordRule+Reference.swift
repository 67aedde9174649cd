extension WordRule {
    /// One sentence of the reference.
    var sentence: String {
        switch self {
        case .required(let word): "`\(word)` must be there."
        case .exactlyOne(let words): "Exactly one of \(MarkdownText.code(words, "and")) is there."
        case .atMostOne(let words): "At most one of \(MarkdownText.code(words, "and")) is there."
        case .contents(let words): "\(MarkdownText.code(words)) has something in it."
        case .needs(let words, let other): "\(Self.subject(words)) \(words.count == 1 ? "needs" : "need") `\(other)`."
        case .only(let words, let others):
            "\(Self.subject(words)) \(words.count == 1 ? "goes" : "go") only with \(Self.company(others))."
        case .never(let words, let others):
            "\(Self.subject(words)) \(words.count == 1 ? "does" : "do") not go with \(Self.company(others))."
        case .below(let word, let words, let others):
            "In `\(word)`, \(Self.subject(words)) \(words.count == 1 ? "goes" : "go") only with \(Self.company(others))."
        case .once(let words, let other):
            "\(Self.subject(words)) \(words.count == 1 ? "stands" : "stand") beside `\(other)` or inside it, not both."
        case .form(let word, let values, let others):
            "\(Self.forms(of: word, values)) \(values.count == 1 ? "needs" : "need") \(Self.company(others))."
        case .formNever(let word, let values, let others):
            "\(Self.forms(of: word, values)) \(values.count == 1 ? "does" : "do") not go with \(Self.company(others))."
        }
    }

    private static func subject(_ words: [String]) -> String { MarkdownText.code(words, "and") }

    private static func company(_ words: [String]) -> String {
        words == Language.methods ? "a request" : MarkdownText.code(words)
    }

    private static func forms(of word: String, _ values: [String]) -> String {
        MarkdownText.code(values.map { "\(word): \($0)" }, "and")
    }
}
