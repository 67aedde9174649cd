internal import StackModel

extension Language {
    static let matcher = WordTable<MatcherDraft>(
        "a matcher", in: "a matcher (under expect:)", heading: "A matcher",
        introduction: """
            A plain value must be equal. A map is one or more of these words, and all of them must hold. A text is a body, a \
            header, or what a command wrote; a JSON value is what a path of `json` finds.
            """,
        example: """
            json:
              $: {count: 36}
              $[*].year: {each: 2021}
              $[*].species_id: {each: {one_of: [rebnut, bkcchi]}}
              $[0]: {equals: {year: 2021, num: 1}}
              $.error: {exists: false}
            """,
        [
            condition(
                "equals", takes: .operand, "Equal to this value; a literal map needs it.",
                alsoCalled: ["is", "eq", "equal"]
            ) {
                $2.matchedValue($0, on: $1).map(Matcher.equals)
            },
            condition(
                "contains", takes: .operand, on: [.text, .json], "A text holds this text; a list holds this value.",
                alsoCalled: ["includes", "has"]
            ) { node, subject, decoding in
                // A list may well hold an empty text.
                if subject == .text { decoding.warnOfEmptyCondition(node) }
                return decoding.matchedValue(node, on: subject).map(Matcher.contains)
            },
            condition(
                "matches", takes: .form("a regular expression"), on: [.text, .json],
                "A regular expression that matches somewhere in the text.",
                details: """
                    In the syntax of Swift's `Regex`, which is close to Perl's. In single quotes a backslash is itself: \
                    `matches: '^v\\d+'`.
                    """,
                alsoCalled: ["regex", "match", "pattern"]
            ) { $2.pattern($0).map(Matcher.matches) },
            condition(
                "starts_with", takes: .anyText, on: [.text, .json], "The text begins so.", alsoCalled: ["prefix"]
            ) { node, _, decoding in
                decoding.warnOfEmptyCondition(node)
                return decoding.text(node, allowsEmpty: true).map(Matcher.startsWith)
            },
            condition("ends_with", takes: .anyText, on: [.text, .json], "The text ends so.", alsoCalled: ["suffix"]) {
                node, _, decoding in
                decoding.warnOfEmptyCondition(node)
                return decoding.text(node, allowsEmpty: true).map(Matcher.endsWith)
            },
            condition(
                "one_of", takes: .list(.operand, nonEmpty: true), "Equal to one of these values.",
                alsoCalled: ["in", "any_of"]
            ) { node, subject, decoding in decoding.alternatives(node, on: subject).map(Matcher.oneOf) },
            condition("above", takes: .number, "A number greater than this.", alsoCalled: ["gt", "greater_than"]) {
                node, _, decoding in decoding.number(node).map(Matcher.above)
            },
            condition("below", takes: .number, "A number less than this.", alsoCalled: ["lt", "less_than"]) {
                node, _, decoding in decoding.number(node).map(Matcher.below)
            },
            condition("at_least", takes: .number, "A number not less than this.", alsoCalled: ["gte", "min", "ge"]) {
                node, _, decoding in decoding.number(node).map(Matcher.atLeast)
            },
            condition("at_most", takes: .number, "A number not greater than this.", alsoCalled: ["lte", "max", "le"]) {
                node, _, decoding in decoding.number(node).map(Matcher.atMost)
            },
            condition(
                "count", takes: .matcherOn(.count), on: [.text, .json],
                "How many elements a list has, members an object, characters a text.",
                alsoCalled: ["length", "size", "len"]
            ) { node, _, decoding in (decoding.matcher(node, on: .count)?.value).map(Matcher.count) },
            condition(
                "type", takes: .oneOf(JSONType.allCases.map(\.rawValue)), on: [.json], "The kind of the value."
            ) { node, _, decoding in decoding.jsonType(node).map(Matcher.type) },
            condition(
                "each", takes: .matcher, on: [.json], "Every element of a list; an empty list fails.",
                alsoCalled: ["all", "every"]
            ) { node, _, decoding in (decoding.matcher(node, on: .json)?.value).map(Matcher.each) },
            condition(
                "exists", takes: .boolean, on: [.text, .json], "Whether there is such a value at all.",
                alsoCalled: ["present"]
            ) { node, _, decoding in decoding.boolean(node).map(Matcher.exists) },
            condition(
                "sha256", takes: .form("64 hexadecimal digits", pattern: TextPattern.sha256), on: [.text, .json],
                "The SHA-256 of the bytes.",
                alsoCalled: ["sha", "hash", "digest"]
            ) { node, _, decoding in decoding.digest(node).map(Matcher.sha256) },
            condition("not", takes: .matcher, "The matcher does not match.") { node, subject, decoding in
                (decoding.matcher(node, on: subject)?.value).map(Matcher.not)
            },
        ])

    /// A matcher's word, which is a mistake on a subject that it cannot say anything of.
    private static func condition(
        _ name: String, takes shape: ValueShape, on subjects: [MatcherDraft.Subject] = MatcherDraft.Subject.allCases,
        _ meaning: String, details: String? = nil, alsoCalled: [String] = [],
        read: @escaping @Sendable (Node, MatcherDraft.Subject, inout Decoding) -> Matcher?
    ) -> Word<MatcherDraft> {
        var word = Word<MatcherDraft>(name, takes: shape, meaning, details: details, alsoCalled: alsoCalled) {
            node, draft, decoding in
            guard subjects.contains(draft.subject) else {
                decoding.report(
                    .badMatcher, "`\(name)` says nothing of \(draft.subject.rawValue)",
                    at: draft.given[name] ?? node.location,
                    remedy: draft.subject == .text
                        ? "Use `json` for the values of a JSON body."
                        : "Write the number, or a condition on it such as {at_most: 3}.")
                draft.isWhole = false
                return
            }
            if let matcher = read(node, draft.subject, &decoding) {
                draft.matchers.append(Located(matcher, at: draft.given[name] ?? node.location))
            } else {
                draft.isWhole = false
            }
        }
        word.outline.subjects = subjects
        return word
    }
}
