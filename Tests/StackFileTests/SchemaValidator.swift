import StackModel
import Testbed
import Testing

/// A JSON Schema validator of another language, with libyaml before it: what an editor would say of a stack file.
struct SchemaValidator {
    struct Case {
        var name: String
        var text: String
        var mistakes: [GoldenMistake] = []
    }

    struct Verdict {
        var name: String
        /// Why the text is not YAML.
        var problem: String?
        var errors: [String]
        /// The positions of the mistakes that no error of the schema explains.
        var missed: [Int]
    }

    static let missing: Comment = "needs jsonschema and PyYAML: .ci/run installs them"

    private static let root = String(#filePath.dropLast("Tests/StackFileTests/SchemaValidator.swift".count))

    /// The Python that has what is needed: the one that `.ci/run` made, or the system's.
    static func python() async throws -> String? {
        for python in [root + ".build-python/bin/python3", "python3"] {
            let has = try await Fixture.with { fixture in
                let modules = "import yaml; yaml.CSafeLoader; from jsonschema import Draft202012Validator"
                return try await RunningProgram([python, "-c", modules], in: fixture).ended().status == 0
            }
            if has { return python }
        }
        return nil
    }

    /// The text of a file of the repository.
    static func file(_ name: String) throws -> String {
        try #require(readWhole(root + name), "\(name)")
    }

    static func judge(_ cases: [Case], schema: String) async throws -> [Verdict] {
        let python = try #require(try await python())
        let outcome = try await Fixture.with { fixture in
            try fixture.write("schema.json", schema)
            try fixture.write("cases.json", JSONValue.array(cases.map(value)).compactText)
            let script = root + "Tests/StackFileTests/Schema/conformance.py"
            return try await RunningProgram([python, "-B", script, "schema.json", "cases.json"], in: fixture).ended()
        }
        try #require(outcome.status == 0, "\(outcome.all)")
        guard case .array(let verdicts) = try JSONValue(parsing: outcome.stdout) else { return [] }
        return verdicts.map { verdict in
            Verdict(
                name: verdict.text("name") ?? "", problem: verdict.text("problem"),
                errors: verdict.elements("errors").compactMap(\.textValue),
                missed: verdict.elements("missed").compactMap(\.integerValue))
        }
    }

    private static func value(of one: Case) -> JSONValue {
        .object([
            JSONValue.Member("name", .string(one.name)), JSONValue.Member("text", .string(one.text)),
            JSONValue.Member(
                "mistakes",
                .array(
                    one.mistakes.map {
                        .object([
                            JSONValue.Member("line", .number(JSONNumber($0.line))),
                            JSONValue.Member("column", .number(JSONNumber($0.column))),
                        ])
                    })),
        ])
    }
}

extension JSONValue {
    fileprivate func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate func elements(_ name: String) -> [JSONValue] {
        guard case .array(let elements)? = member(name) else { return [] }
        return elements
    }

    fileprivate func text(_ name: String) -> String? { member(name)?.textValue }

    fileprivate var textValue: String? { if case .string(let text) = self { text } else { nil } }

    fileprivate var integerValue: Int? {
        if case .number(let number) = self { Int(exactly: number.value) } else { nil }
    }
}
