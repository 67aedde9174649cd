package import StackModel

/// A stack as data in the language's own words: every default is filled in, and each value knows its origin.
package indirect enum ResolvedValue: Sendable {
    package struct Entry: Sendable {
        package var name: String
        package var value: ResolvedValue
    }

    case scalar(JSONValue, ValueOrigin)
    /// A text in which ports are named that are open; `isText` where it is one, and no number, once they are known.
    case naming(String, isText: Bool, ValueOrigin)
    case list([ResolvedValue], ValueOrigin)
    case map([Entry])
}

extension ResolvedValue {
    /// The value without what must not be shown.
    package func masked(by mask: SecretMask) -> ResolvedValue {
        if mask.isEmpty { return self }
        switch self {
        case .scalar(.string(let text), let origin): return .scalar(.string(mask.masked(text)), origin)
        case .scalar(.number(let number), let origin):
            let text = mask.masked(number.text)
            return text == number.text ? self : .scalar(.string(text), origin)
        case .scalar: return self
        case .naming(let text, let isText, let origin): return .naming(mask.masked(text), isText: isText, origin)
        case .list(let elements, let origin): return .list(elements.map { $0.masked(by: mask) }, origin)
        case .map(let entries):
            return .map(entries.map { Entry(name: $0.name, value: $0.value.masked(by: mask)) })
        }
    }

    /// The value as JSON; with origins each value is an object of `value` and `origin`.
    package func json(showsOrigins: Bool) -> JSONValue {
        switch self {
        case .scalar(let value, let origin): return showsOrigins ? Self.object(value, origin) : value
        case .naming(let text, _, let origin): return showsOrigins ? Self.object(.string(text), origin) : .string(text)
        case .list(let elements, let origin):
            if showsOrigins, elements.isEmpty { return Self.object(.array([]), origin) }
            return .array(elements.map { $0.json(showsOrigins: showsOrigins) })
        case .map(let entries):
            return .object(entries.map { JSONValue.Member($0.name, $0.value.json(showsOrigins: showsOrigins)) })
        }
    }

    private static func object(_ value: JSONValue, _ origin: ValueOrigin) -> JSONValue {
        .object([JSONValue.Member("value", value), JSONValue.Member("origin", json(origin))])
    }

    private static func json(_ origin: ValueOrigin) -> JSONValue {
        guard let location = origin.location else { return .null }
        return .object([
            JSONValue.Member("file", .string(location.file)),
            JSONValue.Member("line", .number(JSONNumber(location.line))),
            JSONValue.Member("column", .number(JSONNumber(location.column))),
            JSONValue.Member(
                "variables",
                .array(
                    origin.variables.map {
                        .object([
                            JSONValue.Member("name", .string($0.name)),
                            JSONValue.Member("from", .string($0.isFromFile ? ".env" : "environment")),
                        ])
                    })),
        ])
    }
}
