internal import Diagnostics

/// A value of the YAML tree, and where it stands.
struct Node {
    enum Content {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }

    struct Scalar {
        var text: String
        /// Whether a number, a truth value or null may be meant: written without quotes and not as a block.
        var isPlain: Bool
    }

    /// A key of a mapping; always plain text, whatever it looks like.
    struct Key {
        var text: String
        var location: SourceLocation
    }

    struct Entry {
        var key: Key
        var value: Node
    }

    var content: Content
    /// Offsets in the source's scalars.
    var span: Range<Int>
    /// Of a value that is left empty: its key's.
    var location: SourceLocation
    /// How many nodes it is made of, aliases expanded.
    var weight: Int
    /// Whether a variable in it could not be replaced, so that nothing can be said of its value.
    var isUnknown = false
    /// What it says of the value that an earlier file gives.
    var overrideTag: OverrideTag?
}

extension Node {
    var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

    var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// Nothing, `~` or `null`.
    var isNull: Bool {
        guard let scalar, scalar.isPlain else { return false }
        return CoreSchema.isNull(scalar.text)
    }

    /// Nothing at all, not even `null`.
    var isLeftEmpty: Bool { scalar?.isPlain == true && scalar?.text.isEmpty == true && !isUnknown }

    /// Nothing, or an empty map.
    var isEmpty: Bool { isNull || entries?.isEmpty == true }

    /// What it is, in words: "a list", "the number 5".
    var kind: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a map"
        case .scalar(let scalar):
            if isNull { return "nothing" }
            if scalar.isPlain {
                switch CoreSchema.resolve(scalar.text) {
                case .boolean(let value): return value ? "true" : "false"
                case .number, .unboundedNumber: return "the number \(scalar.text)"
                case .null, .text: break
                }
            }
            return "the text \(scalar.text.excerpt)"
        }
    }
}
