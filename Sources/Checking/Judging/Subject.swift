internal import StackModel

/// What a matcher looks at.
enum Subject {
    case absent
    /// Bytes as they came: a body, a header's value, what a command wrote.
    case text([UInt8])
    case json(JSONValue)

    /// A text, or a JSON string, as bytes.
    var bytes: [UInt8]? {
        switch self {
        case .text(let bytes): bytes
        case .json(.string(let text)): Array(text.utf8)
        default: nil
        }
    }

    /// A JSON number, or a text that is one.
    var number: Double? {
        switch self {
        case .json(.number(let number)): number.value
        case .text(let bytes):
            if case .number(let number)? = try? JSONValue(parsing: bytes, maximumDepth: 0) { number.value } else { nil }
        default: nil
        }
    }

    /// In a few words for a report: the value itself, shortened.
    var summary: String {
        switch self {
        case .absent: "absent"
        case .text(let bytes): bytes.isEmpty ? "empty" : EscapedText.quoted(bytes)
        case .json(let value): value.summary
        }
    }
}
