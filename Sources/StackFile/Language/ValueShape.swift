/// What a word takes, for messages today and for the reference and the schema made from the same tables.
indirect enum ValueShape: Sendable {
    case text
    case boolean
    case integer(ClosedRange<Int>)
    case number
    case duration
    case path
    case url
    /// An environment variable's `NAME=VALUE`, a header, and so on.
    case form(String)
    /// One of these words.
    case oneOf([String])
    case list(ValueShape)
    /// Names of the user's choice, each with a value.
    case map(name: String, ValueShape)
    /// A map of the words of a table, by the table's title.
    case table(String)
    case matcher
    case either([ValueShape])
    case anything
}

extension ValueShape: CustomStringConvertible {
    /// In words that fit behind "takes".
    var description: String {
        switch self {
        case .text: "text"
        case .boolean: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number: "a number"
        case .duration: "a duration such as 30s"
        case .path: "a path"
        case .url: "a URL"
        case .form(let form): form
        case .oneOf(let words): ValueShape.alternatives(words.map { "`\($0)`" })
        case .list(let element): "a list (of \(element))"
        case .map(let name, let value): "a map (\(name): \(value))"
        case .table(let title): "a map (of the words of \(title))"
        case .matcher: "a value or a matcher"
        case .either(let shapes): ValueShape.alternatives(shapes.flatMap(\.parts))
        case .anything: "any value"
        }
    }

    private var parts: [String] {
        if case .oneOf(let words) = self { words.map { "`\($0)`" } } else { [description] }
    }

    static func alternatives(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " or " + last
    }
}
