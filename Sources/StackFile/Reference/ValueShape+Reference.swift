extension ValueShape {
    /// What a word takes, as a cell of the reference.
    var reference: String {
        switch self {
        case .duration, .durationOrZero: "a [duration](#durations)"
        case .path: "a [path](#paths)"
        case .command: "a text or a list of texts"
        case .environment: "a map, or a list of `NAME=VALUE`"
        case .environmentFiles: "a [path](#paths), [a map](#env_file), or a list of them"
        case .status: "`200`, `2xx`, or a list of them"
        case .oneOf(let words): words.count > 8 ? "one of the words below" : MarkdownText.code(words)
        case .list(let element, _, _): "a list of \(element.plural)"
        case .map(let name, _, let value): "a map of `\(name)` to \(value.reference)"
        case .table(let title): "[a map](#\(Self.anchor(ofTable: title)))"
        case .matcher, .matcherOn: "a value or [matcher](#a-matcher)"
        case .values: "a text, or a list of them"
        case .either(let shapes): MarkdownText.list(shapes.flatMap(\.alternatives))
        case .orNothing(let shape): shape.reference
        case .text, .anyText, .line: "a text"
        case .boolean, .onlyTrue, .onlyFalse, .integer, .number, .url, .fileName, .form, .operand, .anything:
            description
        }
    }

    private var alternatives: [String] {
        if case .oneOf(let words) = self { words.map { "`\($0)`" } } else { [reference] }
    }

    private var plural: String {
        switch self {
        case .operand, .anything: "values"
        default: description
        }
    }

    private static func anchor(ofTable title: String) -> String {
        MarkdownText.anchor(Language.tables.first { $0.title == title }?.heading ?? title)
    }
}
