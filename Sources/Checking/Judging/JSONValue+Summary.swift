internal import StackModel

extension JSONValue {
    /// The value compactly in one line, safe to show; a long one shortened.
    var summary: String {
        if case .string(let text) = self { return EscapedText.quoted(text) }
        // Its own quotes and backslashes are JSON's already.
        let text = EscapedText.pieces(of: compactText.utf8).prefix(201).map { piece in
            piece == .scalar("\"") || piece == .scalar("\\") ? piece.raw : piece.escaped
        }
        return text.count > 200 ? text.prefix(200).joined() + "…" : text.joined()
    }

    /// With its article, for a sentence.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    func isOfType(_ type: JSONType) -> Bool {
        switch (self, type) {
        case (.null, .null), (.bool, .boolean), (.number, .number), (.string, .string), (.array, .array),
            (.object, .object):
            true
        case (.number(let number), .integer): number.value == number.value.rounded()
        default: false
        }
    }

    /// The type by which `type` would know it: the narrower one of a number.
    var type: JSONType {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number: isOfType(.integer) ? .integer : .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
