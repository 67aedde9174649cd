internal import StackModel

extension JSONValue {
    /// An object of a schema, member by member.
    static func schema(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member($0.key, $0.value) })
    }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    static func reference(to definition: String) -> JSONValue { schema(["$ref": .string("#/$defs/\(definition)")]) }

    static func required(_ words: [String]) -> JSONValue { schema(["required": texts(words)]) }

    /// Whether an object has one of these words.
    static func having(oneOf words: [String]) -> JSONValue {
        words.count == 1 ? required(words) : schema(["anyOf": .array(words.map { required([$0]) })])
    }

    static func not(_ condition: JSONValue) -> JSONValue { schema(["not": condition]) }

    static func when(_ condition: JSONValue, _ consequence: JSONValue) -> JSONValue {
        schema(["if": condition, "then": consequence])
    }

    static func properties(_ properties: [Member]) -> JSONValue { schema(["properties": .object(properties)]) }

    /// No object with one of these words.
    static func without(_ words: [String]) -> JSONValue { properties(words.map { Member($0, .bool(false)) }) }

    func appending(_ members: [Member]) -> JSONValue {
        guard case .object(let own) = self else { return .object(members) }
        return .object(own + members)
    }

    func adding(_ members: [Member]) -> JSONValue {
        guard case .object(let own) = self else { return .object(members) }
        return .object(members + own)
    }
}
