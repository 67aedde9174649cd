internal import StackModel

/// The parts of the schema that others refer to: kinds of values, tables of words, matchers.
enum SchemaDefinitions {
    /// "a service" is `service`.
    static func name(ofTable title: String) -> String {
        (title.split(separator: " ").last.map(String.init) ?? title).filter { $0 != "`" }
    }

    static func name(ofMatcherOn subject: MatcherDraft.Subject) -> String {
        switch subject {
        case .text: "textMatcher"
        case .json: "jsonMatcher"
        case .exitStatus: "exitStatusMatcher"
        case .count: "countMatcher"
        }
    }

    static var all: [JSONValue.Member] { values + tables + matchers }

    private static let values = [
        value("variable", "a value that holds ${NAME}", ofString(TextPattern.variable)),
        value("text", "text", ValueShape.text(TextPattern.text)),
        value("anyText", "text, which may be empty", ValueShape.anyText()),
        value("number", "a number", ofNumber("number", pattern: TextPattern.number)),
        value("path", "a path, relative to the stack file", ValueShape.text(TextPattern.path)),
        value("url", "a URL such as http://localhost:8000/", ValueShape.text(TextPattern.url, numbers: nil)),
        value(
            "duration", "a duration such as 500ms, 30s, 1m30s or 90d",
            ValueShape.text(TextPattern.duration, numbers: nil)),
        value(
            "durationOrZero", "a duration such as 500ms, 30s or 1m30s, or 0",
            ofNumber("integer", in: 0...0, pattern: TextPattern.durationOrZero)),
        value(
            "status", "a status such as 200, a class such as 2xx, or a list of them",
            ValueShape.byType(list: ValueShape.list(status, nonEmpty: true, unique: false), other: status)),
        value(
            "command", "a program and its arguments, as one text or as a list",
            ValueShape.byType(
                list: ValueShape.list(.reference(to: "anyText"), nonEmpty: true, unique: false)
                    .adding([JSONValue.Member("prefixItems", .array([.reference(to: "text")]))]),
                other: ValueShape.text(TextPattern.command))),
        value(
            "environment", "variables: a map of NAME: VALUE, or a list of NAME=VALUE",
            ValueShape.byType(
                list: ValueShape.list(
                    ValueShape.text(TextPattern.variableAssignment), nonEmpty: false, unique: false),
                other: ValueShape.map(keys: TextPattern.variableName, variableValue))),
        value(
            "environmentFiles", "a file of variables, or a list of them",
            ValueShape.byType(
                map: environmentFile,
                list: ValueShape.list(
                    ValueShape.byType(map: environmentFile, other: .reference(to: "path")), nonEmpty: false,
                    unique: true),
                other: .reference(to: "path"))),
    ]

    private static let environmentFile = JSONValue.reference(
        to: name(ofTable: Language.environmentFile.outline.title))

    private static let status = ofNumber("integer", in: 100...599, pattern: TextPattern.status)

    /// A name without a value takes devstack's own.
    private static let variableValue = JSONValue.schema([
        "type": .texts(["string", "number", "boolean", "null"]), "pattern": .string("^\(TextPattern.text)$|^$"),
    ])

    private static func value(_ name: String, _ title: String, _ schema: JSONValue) -> JSONValue.Member {
        JSONValue.Member(
            name,
            schema.adding([
                JSONValue.Member("title", .string(title)),
                JSONValue.Member("patternErrorMessage", .string("This is not \(title).")),
            ]))
    }

    private static func ofString(_ pattern: String) -> JSONValue {
        .schema(["type": .string("string"), "pattern": .string(pattern)])
    }

    /// A number, also in quotes.
    private static func ofNumber(_ type: String, in range: ClosedRange<Int>? = nil, pattern: String) -> JSONValue {
        let limits = range.map {
            [
                JSONValue.Member("minimum", .number(JSONNumber($0.lowerBound))),
                JSONValue.Member("maximum", .number(JSONNumber($0.upperBound))),
            ]
        }
        return JSONValue.schema([
            "type": .texts([type, "string"]), "pattern": .string("\(TextPattern.variable)|^(?:\(pattern))$"),
        ]).adding(limits ?? [])
    }

    private static var tables: [JSONValue.Member] {
        Language.tables.dropFirst().filter { $0.title != Language.matcher.title }.map { table in
            JSONValue.Member(name(ofTable: table.title), table.schema())
        }
    }

    /// A matcher takes other words and values on a text than on a number.
    private static var matchers: [JSONValue.Member] {
        MatcherDraft.Subject.allCases.map { subject in
            var table = Language.matcher.outline
            table.words.removeAll { $0.subjects?.contains(subject) == false }
            let schema = table.schema(on: subject)
            return JSONValue.Member(
                name(ofMatcherOn: subject),
                schema.adding([
                    JSONValue.Member("title", .string("conditions on \(subject.rawValue), which must all hold")),
                    JSONValue.Member("minProperties", .number(JSONNumber(1))),
                ]))
        }
    }
}
