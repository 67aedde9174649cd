import StackModel
import Testing

@testable import StackFile

/// The schema against the decoder: whatever a schema can say, both say.
@Suite(.timeLimit(.minutes(1))) struct SchemaConformanceTests {
    @Test("The example is valid", .enabled(SchemaValidator.missing) { try await SchemaValidator.python() != nil })
    func example() async throws {
        let text = try SchemaValidator.file("devstack.yaml")
        let verdicts = try await SchemaValidator.judge(
            [SchemaValidator.Case(name: "example", text: text)], schema: StackFileSchema.text)
        #expect(verdicts.map(\.errors) == [[]])
        #expect(verdicts.allSatisfy { $0.problem == nil })
    }

    @Test(
        "Every golden pair that is right is valid, and every mistake that a schema can say is found in its place",
        .enabled(SchemaValidator.missing) { try await SchemaValidator.python() != nil })
    func everyPair() async throws {
        var cases: [SchemaValidator.Case] = []
        var pairs: [String: GoldenPair] = [:]
        // A file that only changes another one is not a whole stack, and a schema knows of one file.
        for name in GoldenPair.names() where !name.hasPrefix("files-") {
            let pair = try GoldenPair(name: name)
            // An alias bomb is one for the validator too.
            guard !pair.expected.contains("[E009]") else { continue }
            pairs[name] = pair
            cases.append(
                SchemaValidator.Case(name: name, text: pair.input, mistakes: GoldenMistake.all(in: pair.expected)))
        }
        let verdicts = try await SchemaValidator.judge(cases, schema: StackFileSchema.text)
        #expect(verdicts.map(\.name) == cases.map(\.name))
        var found: Set<String> = []
        for (one, verdict) in zip(cases, verdicts) {
            let pair = try #require(pairs[one.name])
            let isRight = !pair.expected.contains("error[")
            if isRight {
                #expect(verdict.errors.isEmpty && verdict.problem == nil, "\(one.name): \(verdict)")
                continue
            }
            if let problem = verdict.problem {
                let isYAML = one.mistakes.contains { SchemaLimits.covers($0, in: one.text) }
                #expect(isYAML, "\(one.name): \(problem)")
                continue
            }
            for (position, mistake) in one.mistakes.enumerated() {
                if !verdict.missed.contains(position) {
                    found.insert(mistake.code)
                } else {
                    #expect(SchemaLimits.covers(mistake, in: one.text), "\(one.name): \(mistake) \(verdict.errors)")
                }
            }
        }
        // A list of what cannot be said is right only as long as all else is.
        for code in MistakeCode.allCases where SchemaLimits.canSay(code) {
            #expect(found.contains(code.rawValue), "\(code)")
        }
    }

    @Test(
        "A schema that says less is noticed",
        .enabled(SchemaValidator.missing) { try await SchemaValidator.python() != nil })
    func weakened() async throws {
        let pair = try GoldenPair(name: "unknown-keys.txt")
        let one = SchemaValidator.Case(
            name: "a", text: pair.input, mistakes: GoldenMistake.all(in: pair.expected))
        let verdicts = try await SchemaValidator.judge([one], schema: "{\"type\": \"object\"}")
        #expect(verdicts.first?.missed.count == one.mistakes.count)
    }
}
