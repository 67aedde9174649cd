/// What a word takes: for the messages, the reference and the schema, all made from the same tables.
indirect enum ValueShape: Sendable {
    case text
    /// A text that may be empty, as a header's value or a body.
    case anyText
    case boolean
    /// A word that can only be switched on.
    case onlyTrue
    /// A word that YAML 1.1 reads as false, or its false itself.
    case onlyFalse
    case integer(ClosedRange<Int>)
    case number
    /// Longer than nothing.
    case duration
    case durationOrZero
    case path
    case url
    /// A program and its arguments.
    case command
    /// Environment variables.
    case environment
    /// Files of environment variables.
    case environmentFiles
    /// An HTTP status, a class of them, or a list.
    case status
    /// A text of one line.
    case line
    case fileName
    /// A text of a form of its own; the pattern (ECMA-262, of the whole text) is what a schema can say of it, and the numbers
    /// are those that are such a text when they stand without quotes.
    case form(String, pattern: String? = nil, numbers: ClosedRange<Int>? = nil)
    /// One of these words.
    case oneOf([String])
    case list(ValueShape, nonEmpty: Bool = false, unique: Bool = false)
    /// Names of the user's choice, each with a value; the pattern is that of a whole name.
    case map(name: String, keys: String? = nil, ValueShape)
    /// A map of the words of a table, by the table's title.
    case table(String)
    /// A value or a matcher on what the outer matcher is applied to.
    case matcher
    case matcherOn(MatcherDraft.Subject)
    /// What the outer matcher's subject is compared with.
    case operand
    /// One value of a header or query parameter, or a list of them.
    case values(pattern: String? = nil)
    case either([ValueShape])
    /// The same, or nothing at all.
    case orNothing(ValueShape)
    case anything
}

extension ValueShape: CustomStringConvertible {
    /// In words that fit behind "takes".
    var description: String {
        switch self {
        case .text, .anyText, .line, .values: "text"
        case .boolean: "true or false"
        case .onlyTrue: "`true`"
        case .onlyFalse: "`false`"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number: "a number"
        case .duration, .durationOrZero: "a duration such as 30s"
        case .path: "a path"
        case .fileName: "a file's name"
        case .url: "a URL"
        case .command: "text or a list (of text)"
        case .environment: "a map (NAME: text) or a list (of NAME=VALUE)"
        case .environmentFiles: "a path, a map (of the words of `env_file`) or a list of them"
        case .status: "a status such as 200, 2xx, or a list of them"
        case .form(let form, _, _): form
        case .oneOf(let words): ValueShape.alternatives(words.map { "`\($0)`" })
        case .list(let element, _, _): "a list (of \(element))"
        case .map(let name, _, let value): "a map (\(name): \(value))"
        case .table(let title): "a map (of the words of \(title))"
        case .matcher, .matcherOn: "a value or a matcher"
        case .either(let shapes): ValueShape.alternatives(shapes.flatMap(\.parts))
        case .orNothing(let shape): shape.description
        case .anything, .operand: "any value"
        }
    }

    /// What the elements of a list are.
    var element: ValueShape? {
        switch self {
        case .list(let element, _, _): element
        default: nil
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
