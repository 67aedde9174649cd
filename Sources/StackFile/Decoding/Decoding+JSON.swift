internal import Diagnostics
internal import StackModel

extension Decoding {
    /// A value as JSON, by YAML 1.2's core schema.
    mutating func json(_ node: Node) -> JSONValue? {
        if node.isUnknown { return nil }
        switch node.content {
        case .scalar(let scalar):
            return scalar.isPlain ? plainJSON(scalar.text, at: node.location) : .string(scalar.text)
        case .sequence(let nodes):
            let values = nodes.compactMap { json($0) }
            return values.count == nodes.count ? .array(values) : nil
        case .mapping(let entries):
            let members = entries.compactMap { entry in
                json(entry.value).map { JSONValue.Member(entry.key.text, $0) }
            }
            return members.count == entries.count ? .object(members) : nil
        }
    }

    private mutating func plainJSON(_ text: String, at location: SourceLocation) -> JSONValue? {
        if let trap = AmbiguousScalar(text, meant: .anything) {
            report(.surprisingValue, trap.message, at: location, remedy: trap.remedy)
        }
        switch CoreSchema.resolve(text) {
        case .null: return .null
        case .boolean(let value): return .bool(value)
        case .number(let number): return .number(number)
        case .text: return .string(text)
        case .unboundedNumber:
            report(
                .outOfRange, "\(text.excerpt) is no number of JSON", at: location,
                remedy: "For a text put it into quotes.")
            return nil
        }
    }
}
