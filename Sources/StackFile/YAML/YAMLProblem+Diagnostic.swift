internal import Diagnostics

extension YAMLProblem {
    /// The problem in the words of someone who wrote the file, rather than of someone who wrote the parser.
    func diagnostic(in source: YAMLSource) -> Diagnostic {
        var offset = positionIsBytes ? source.scalarOffset(ofByte: position) : position
        var character = offset < source.scalars.count ? source.scalars[offset] : nil
        // libyaml may stop at the line's start, or behind the tab, so the tab is looked for in the blanks around.
        if let tab = source.tab(inIndentationAround: offset), problem.contains("tab") || problem.contains("token") {
            offset = tab
            character = "\t"
        }
        let location = source.location(offset..<(offset + 1))
        var notes: [Diagnostic.Note] = []
        if let context, contextPosition != position, let phrase = Self.contexts[context] {
            let place = source.location(contextPosition..<(contextPosition + 1))
            if place.line != location.line || place.column != location.column {
                notes.append(Diagnostic.Note(phrase, at: place))
            }
        }
        if character == "\t" {
            return Diagnostic(
                .tabCharacter, "a tab stands where YAML takes only spaces", at: location,
                remedy: "Indent with spaces.", notes: notes)
        }
        if let habit = habit(at: offset, in: source) { return habit }
        let known = Self.explanations.first { problem.hasPrefix($0.problem) }
        let message = known?.message(character) ?? "this is not valid YAML: \(problem)"
        if problem.hasPrefix("found unexpected end of stream"), let start = notes.first?.location {
            return Diagnostic(.badYAML, "this quoted text is not closed", at: start, remedy: known?.remedy)
        }
        return Diagnostic(.badYAML, message, at: location, remedy: known?.remedy, notes: notes)
    }

    private struct Explanation: Sendable {
        var problem: String
        var message: @Sendable (Unicode.Scalar?) -> String
        var remedy: String?

        init(_ problem: String, _ message: @escaping @Sendable (Unicode.Scalar?) -> String, _ remedy: String? = nil) {
            self.problem = problem
            self.message = message
            self.remedy = remedy
        }
    }

    private static let explanations: [Explanation] = [
        Explanation(
            "mapping values are not allowed", { _ in "a \": \" stands where no key can begin" },
            "Put a text that holds \": \" into quotes, or check the indentation."),
        Explanation(
            "could not find expected ':'", { _ in "a key without its colon" },
            "Write `key: value`; put a text of several lines into quotes, or behind |."),
        Explanation(
            "did not find expected key", { _ in "a key was expected here" },
            "Indent all keys of one map by the same number of spaces, and close every quote."),
        Explanation(
            "did not find expected '-' indicator", { _ in "the next `- ` of the list was expected here" },
            "Indent all entries of one list by the same number of spaces."),
        Explanation(
            "did not find expected ',' or ']'", { _ in "this list is not closed: a comma or ] was expected here" },
            "Put a text that holds , [ ] { } or \": \" into quotes."),
        Explanation(
            "did not find expected ',' or '}'", { _ in "this map is not closed: a comma or } was expected here" },
            "Put a text that holds , [ ] { } or \": \" into quotes."),
        Explanation(
            "found character that cannot start any token",
            { character in "no value can begin with \(character.map { "\($0)" } ?? "this")" },
            "Put the text into quotes."),
        Explanation(
            "found unexpected end of stream", { _ in "the file ends inside a quoted text" }, "Close the quotes."),
        Explanation(
            "found unknown escape character", { _ in "this backslash escape is unknown to YAML" },
            "Write \\\\ for a backslash, or use single quotes, where a backslash is itself."),
        Explanation(
            "did not find expected hexdecimal number", { _ in "this escape needs hexadecimal digits" },
            "Write \\\\ for a backslash, or use single quotes, where a backslash is itself."),
        Explanation(
            "block sequence entries are not allowed", { _ in "no list can begin here" },
            "Put the list's first `- ` on a line of its own."),
        Explanation(
            "found duplicate %", { _ in "this directive stands in the file twice" }, "Remove one of the two lines."),
        Explanation(
            "found unexpected ':'", { _ in "this colon ends no key" }, "Put a text that holds a colon into quotes."),
        Explanation(
            "did not find expected node content", { _ in "a value was expected here" },
            "Put a text that begins with one of , ] } : ? - into quotes."),
        Explanation(
            "found a tab character", { _ in "a tab stands where YAML takes only spaces" }, "Indent with spaces."),
        Explanation(
            "control characters are not allowed",
            { character in
                let code = character.map { String($0.value, radix: 16, uppercase: true) } ?? ""
                return
                    "the control character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) stands here"
            },
            "Remove it, or write it as an escape in double quotes."),
        Explanation(
            "did not find expected <document start>", { _ in "the map above has ended, and nothing can follow it" },
            "Indent this line like those above it that it belongs to."),
        Explanation(
            "did not find expected comment or line break", { _ in "nothing can follow | or > on its line" },
            "Begin the text on the next line."),
        Explanation("found undefined tag handle", { _ in "this tag handle is unknown" }, "Remove the tag."),
    ]

    private static let contexts = [
        "while parsing a block mapping": "the map begins here",
        "while parsing a flow mapping": "the map begins here",
        "while parsing a block collection": "the list begins here",
        "while parsing a flow sequence": "the list begins here",
        "while scanning a simple key": "the key begins here",
        "while scanning a quoted scalar": "the quoted text begins here",
        "while scanning a block scalar": "the text begins here",
    ]
}
