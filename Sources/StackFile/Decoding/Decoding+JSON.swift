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

    /// A request's body; JSON in a text is one text of JSON, which is hardly meant.
    mutating func requestJSON(_ node: Node) -> JSONValue? {
        let value = json(node)
        guard case .string(let text)? = value, let first = text.first(where: { !$0.isWhitespace }),
            first == "{" || first == "[", (try? JSONValue(parsing: Array(text.utf8))) != nil
        else { return value }
        let kind = first == "{" ? "object" : "array"
        report(
            .surprisingValue, "this text is sent as a string of JSON, and not as the \(kind) that it holds",
            at: node.location,
            remedy: "Write the \(first == "{" ? "map" : "list") without quotes; to send the text as it is, use `body`.")
        return value
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
