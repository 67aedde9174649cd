import StackModel

/// JSON texts, and JSONPath queries: an input may have one behind its first line feed.
struct JSONFuzzing: FuzzedReader {
    static let name = "json"

    static let dictionary = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u", "\\uD83D\\uDC26", "\\n", "true", "false", "null", "-", "0", "1e3",
        "1E-9",
        "0.5", "1e999", "$", "$.a", "$[*]", "$[0]", "$[-1]", "$['a']", "$.*", "$..a", "\n$", "\u{FEFF}", "🐦",
    ]

    init() {}

    func read(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let path = parts.dropFirst().first.flatMap { try? JSONPath(parsing: String(decoding: $0, as: UTF8.self)) }
        guard let value = try? JSONValue(parsing: Array(parts.first ?? [])) else { return }
        for text in [value.compactText, value.prettyText] {
            guard let again = try? JSONValue(parsing: text) else {
                require(false, "what is written cannot be read: \(text)")
                return
            }
            require(again == value, "what is written is another value: \(text)")
        }
        guard let path else { return }
        let selected = path.select(from: value)
        require(!path.isSingular || selected.count <= 1, "a singular query selects \(selected.count)")
    }
}
