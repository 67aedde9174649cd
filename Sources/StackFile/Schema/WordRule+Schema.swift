internal import StackModel

extension WordRule {
    /// What JSON Schema says of the map as a whole; `if` and `then` rather than newer words, for editors that know only draft 7.
    var schemas: [JSONValue] {
        switch self {
        case .required(let word): [.required([word])]
        case .exactlyOne(let words): [.schema(["oneOf": .array(words.map { .required([$0]) })])]
        case .atMostOne(let words):
            words.indices.flatMap { first in
                words[(first + 1)...].map { JSONValue.not(.required([words[first], $0])) }
            }
        case .contents(let words):
            [
                .schema([
                    "anyOf": .array(
                        words.map { word in
                            JSONValue.properties([
                                JSONValue.Member(
                                    word,
                                    .schema(["type": .string("object"), "minProperties": .number(JSONNumber(1))]))
                            ]).adding([JSONValue.Member("required", .texts([word]))])
                        })
                ])
            ]
        case .needs(let words, let other): [.when(.having(oneOf: words), .required([other]))]
        case .only(let words, let others): [.when(.not(.having(oneOf: others)), .without(words))]
        case .never(let words, let others): [.when(.having(oneOf: others), .without(words))]
        case .below(let word, let words, let others):
            [
                .when(
                    .not(.having(oneOf: others)), .properties([JSONValue.Member(word, .without(words))]))
            ]
        case .once(let words, let other):
            words.map { word in
                let inside = JSONValue.schema(["type": .string("object"), "required": .texts([word])])
                return .when(
                    JSONValue.properties([JSONValue.Member(other, inside)])
                        .adding([JSONValue.Member("required", .texts([other]))]), .without([word]))
            }
        case .form(let word, let values, let others):
            [.when(.not(.having(oneOf: others)), Self.excluding(values, from: word))]
        case .formNever(let word, let values, let others):
            [.when(.having(oneOf: others), Self.excluding(values, from: word))]
        }
    }

    private static func excluding(_ values: [String], from word: String) -> JSONValue {
        let asMap = JSONValue.having(oneOf: values).adding([JSONValue.Member("type", .string("object"))])
        return .properties([
            JSONValue.Member(word, .not(.schema(["anyOf": .array([.schema(["enum": .texts(values)]), asMap])])))
        ])
    }
}
