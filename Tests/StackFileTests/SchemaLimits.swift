@testable import StackFile

/// What a JSON Schema cannot say of a stack file, and why; every other mistake it must find, in its place.
enum SchemaLimits {
    /// Kinds of mistakes that no schema sees.
    static let codes: [MistakeCode: String] = [
        .unreadableFile: "there is no text", .fileTooLarge: "there is no text", .notUTF8: "there is no text",
        .badYAML: "YAML", .tabCharacter: "YAML", .severalDocuments: "YAML", .duplicateKey: "YAML", .badAlias: "YAML",
        .tooMuchYAML: "YAML", .badMerge: "YAML", .badTag: "YAML", .badKey: "YAML",
        .badEnvironmentFile: "another file", .unsetVariable: "the environment", .requiredVariable: "the environment",
        .unknownPort: "another map",
        .badInterpolation: "defaults nest, which no regular expression follows",
        .ambiguousValue: "the value's spelling, which a YAML parser does not hand on", .badPath: "the disk",
        .nameNotPermitted: "another map", .unknownCertificate: "another map", .portTaken: "another map",
        .unknownService: "another map", .dependencyCircle: "other maps",
        .badPattern: "regular expressions nest", .badJSONPath: "paths nest", .hostNotCertified: "another map",
        .wrongScheme: "another map", .missingClientCertificate: "another map", .badCondition: "another map",
    ]

    /// Parts of messages: the rest of their kind a schema finds.
    private static let texts: [(code: MistakeCode, text: String, reason: String)] = [
        (.badDuration, "more than a hundred years", "a sum of several units"),
        (.badValidity, "would be due for renewal", "a comparison of two words"),
        (.repeatedEntry, "is set twice", "a part of each entry"),
        (.outOfRange, "is no number of JSON", "JSON has no such number"),
        (.missingValue, "It takes a value or a matcher.", "nothing and a written null are the same to a schema"),
        (.missingValue, "It takes any value.", "nothing and a written null are the same to a schema"),
        (.badHostName, "is not how DNS has it", "Unicode's properties"),
        (.misplacedWord, "is for clients, and no client accepts it of a server", "another map"),
        (.misplacedWord, "is for servers, and no server accepts it of a client", "another map"),
        (.misplacedWord, "over http:// no certificate is shown", "the URL's scheme"),
        (.badReadiness, "names no condition", "what a map leaves out"),
        (.badReadiness, "and the probe has none to show", "another map"),
        (.badReadiness, "asks nothing, and neither does `ready`", "another map"),
        (.badReadiness, "is a one-shot, which has ended", "another map"),
        (.conflictingWords, "needs an authority of devstack's own", "another map"),
        (.missingWord, "needs an intermediate authority", "another map"),
        (.badRestart, "a one-shot is done", "a comparison of two words"),
        (.badMatcher, " number is ", "a comparison of two words"),
        (.badHeader, "is given twice", "names that differ in case only"),
    ]

    /// Warnings are of what is allowed, and so is what a schema allows.
    static func canSay(_ code: MistakeCode) -> Bool { code.rawValue.hasPrefix("E") && codes[code] == nil }

    static func covers(_ mistake: GoldenMistake, in source: String) -> Bool {
        guard mistake.isError, let code = MistakeCode(rawValue: mistake.code) else { return true }
        if !canSay(code) || texts.contains(where: { $0.code == code && mistake.text.contains($0.text) }) {
            return true
        }
        let lines = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        // What a variable stands for is not in the file.
        let here = word(in: lines, line: mistake.line, column: mistake.column)
        if here.contains("${") { return true }
        // The same thing in two spellings; in one spelling a schema finds it.
        guard code == .repeatedEntry, let noteLine = mistake.noteLine, let column = mistake.noteColumn else {
            return false
        }
        return here != word(in: lines, line: noteLine, column: column)
    }

    private static func word(in lines: [String.UnicodeScalarView.SubSequence], line: Int, column: Int) -> String {
        guard lines.indices.contains(line - 1) else { return "" }
        return String(Substring(lines[line - 1].dropFirst(column - 1).prefix { $0 != "," && $0 != "]" }))
    }
}
