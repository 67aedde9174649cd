internal import StackModel

extension ValueShape {
    /// What JSON Schema can say of it. The decoder reads text as it is written, so that a number or a truth value is one,
    /// and takes a variable wherever a value stands.
    ///
    /// - Parameter subject: What the matcher that the word belongs to is applied to.
    func schema(on subject: MatcherDraft.Subject = .json) -> JSONValue {
        switch self {
        case .text: .reference(to: "text")
        case .anyText: .reference(to: "anyText")
        case .boolean: Self.orVariable(.schema(["type": .string("boolean")]))
        case .onlyTrue: Self.orVariable(.schema(["const": .bool(true)]))
        case .onlyFalse: .schema(["const": .bool(false)])
        case .integer(let range): Self.integer(range)
        case .number: .reference(to: "number")
        case .duration: .reference(to: "duration")
        case .durationOrZero: .reference(to: "durationOrZero")
        case .path: .reference(to: "path")
        case .url: .reference(to: "url")
        case .command: .reference(to: "command")
        case .environment: .reference(to: "environment")
        case .environmentFiles: .reference(to: "environmentFiles")
        case .status: .reference(to: "status")
        case .line: Self.text(TextPattern.line)
        case .fileName: Self.text(TextPattern.fileName)
        case .form(_, let pattern, let numbers):
            pattern.map { Self.text($0, numbers: numbers) } ?? .reference(to: "text")
        case .oneOf(let words): Self.orVariable(Self.choice(of: words))
        case .list(let element, let nonEmpty, let unique):
            Self.list(element.schema(on: subject), nonEmpty: nonEmpty, unique: unique)
        case .map(_, let keys, let value): Self.map(keys: keys, value.schema(on: subject))
        case .table(let title): .reference(to: SchemaDefinitions.name(ofTable: title))
        case .matcher: Self.matcher(on: subject)
        case .matcherOn(let subject): Self.matcher(on: subject)
        case .operand: Self.operand(of: subject)
        case .values(let pattern):
            Self.byType(
                list: Self.list(Self.anyText(pattern), nonEmpty: false, unique: false), other: Self.anyText(pattern))
        case .either(let shapes): Self.either(shapes, on: subject)
        case .orNothing(let shape): Self.orNothing(shape.schema(on: subject))
        case .anything: .schema([:])
        }
    }

    /// A text that this pattern matches as a whole, or a scalar that is none, which is a text as it is written.
    static func text(_ pattern: String) -> JSONValue {
        .schema([
            "type": .texts(["string", "number", "boolean"]),
            "pattern": .string("\(TextPattern.variable)|^(?:\(pattern))$"),
        ])
    }

    /// A text that this pattern matches as a whole, or a number that would do so in quotes.
    static func text(_ pattern: String, numbers: ClosedRange<Int>?) -> JSONValue {
        // Where every number will do, `true` is a name like any other.
        let others = numbers == nil ? [] : numbers?.upperBound == .max ? ["integer", "boolean"] : ["integer"]
        let types: JSONValue = others.isEmpty ? .string("string") : .texts(["string"] + others)
        var members = [
            JSONValue.Member("type", types),
            JSONValue.Member("pattern", .string("\(TextPattern.variable)|^(?:\(pattern))$")),
        ]
        if let numbers { members.append(JSONValue.Member("minimum", .number(JSONNumber(numbers.lowerBound)))) }
        if let numbers, numbers.upperBound < .max {
            members.append(JSONValue.Member("maximum", .number(JSONNumber(numbers.upperBound))))
        }
        return .object(members)
    }

    /// One of these; what looks like a number may stand without quotes.
    static func choice(of words: [String]) -> JSONValue {
        let numbers = words.compactMap { word -> JSONValue? in
            if case .number(let number) = CoreSchema.resolve(word) { .number(number) } else { nil }
        }
        return .schema(["enum": .array(words.map(JSONValue.string) + numbers)])
    }

    static func anyText(_ pattern: String? = nil) -> JSONValue {
        let types = JSONValue.texts(["string", "number", "boolean"])
        return pattern.map { text($0) } ?? .schema(["type": types])
    }

    static func integer(_ range: ClosedRange<Int>) -> JSONValue {
        .schema([
            "type": .texts(["integer", "string"]), "minimum": .number(JSONNumber(range.lowerBound)),
            "maximum": .number(JSONNumber(range.upperBound)),
            "pattern": .string("\(TextPattern.variable)|^\(IntegerPattern.text(range))$"),
        ])
    }

    static func list(_ element: JSONValue, nonEmpty: Bool, unique: Bool) -> JSONValue {
        var members = [JSONValue.Member("type", .string("array")), JSONValue.Member("items", element)]
        if nonEmpty { members.append(JSONValue.Member("minItems", .number(JSONNumber(1)))) }
        if unique { members.append(JSONValue.Member("uniqueItems", .bool(true))) }
        return .object(members)
    }

    static func map(keys: String?, _ value: JSONValue) -> JSONValue {
        var members = [JSONValue.Member("type", .string("object"))]
        if let keys {
            members.append(JSONValue.Member("propertyNames", .schema(["pattern": .string("^(?:\(keys))$")])))
        }
        return .object(members + [JSONValue.Member("additionalProperties", value)])
    }

    /// By its type, and not by `anyOf`: an editor then says what is wrong inside a map, and not that it is no text.
    static func byType(map: JSONValue? = nil, list: JSONValue? = nil, other: JSONValue) -> JSONValue {
        var result = other
        for (type, schema) in [("array", list), ("object", map)] {
            guard let schema else { continue }
            result = .schema(["if": .schema(["type": .string(type)]), "then": schema, "else": result])
        }
        return result
    }

    private static func either(_ shapes: [ValueShape], on subject: MatcherDraft.Subject) -> JSONValue {
        var map: JSONValue?
        var list: JSONValue?
        var others: [JSONValue] = []
        for shape in shapes {
            switch shape {
            case .map, .table: map = shape.schema(on: subject)
            case .list: list = shape.schema(on: subject)
            case .oneOf(let words): others.append(Self.choice(of: words))
            default: others.append(shape.schema(on: subject))
            }
        }
        if map != nil || list != nil, others.isEmpty, let last = list ?? map {
            return byType(map: list == nil ? nil : map, other: last)
        }
        // What stands here alone as a pattern takes variables itself.
        let hasPattern = shapes.contains {
            if case .form = $0 { true } else { if case .path = $0 { true } else { false } }
        }
        if !hasPattern { others.append(.reference(to: "variable")) }
        return byType(map: map, list: list, other: others.count == 1 ? others[0] : .schema(["anyOf": .array(others)]))
    }

    private static func matcher(on subject: MatcherDraft.Subject) -> JSONValue {
        byType(map: .reference(to: SchemaDefinitions.name(ofMatcherOn: subject)), other: operand(of: subject))
    }

    private static func operand(of subject: MatcherDraft.Subject) -> JSONValue {
        switch subject {
        case .text: .reference(to: "anyText")
        case .json: .schema([:])
        case .exitStatus: integer(0...255)
        case .count: integer(0...Int(Int32.max))
        }
    }

    private static func orVariable(_ schema: JSONValue) -> JSONValue {
        .schema(["anyOf": .array([schema, .reference(to: "variable")])])
    }

    private static func orNothing(_ schema: JSONValue) -> JSONValue {
        guard case .object(let members) = schema, members.contains(where: { $0.name == "type" }) else {
            return .schema(["if": .schema(["type": .string("null")]), "else": schema])
        }
        return .object(
            members.map { member in
                guard member.name == "type", case .string(let type) = member.value else { return member }
                return JSONValue.Member("type", .texts([type, "null"]))
            })
    }
}
