internal import StackModel

extension StackDescription {
    /// A plain value where one says it, else a map of conditions.
    func matcher(_ matcher: Matcher, at node: Node?) -> ResolvedValue {
        let list = WordList(node, finder: finder)
        switch matcher {
        case .equals(let value):
            let source = list.node("equals") ?? node
            if case .object = value { return .map([.init(name: "equals", value: finder.json(value, at: source))]) }
            return finder.json(value, at: source)
        case .all(let parts): return .map(parts.map { condition($0.value, in: list) })
        default: return .map([condition(matcher, in: list)])
        }
    }

    private func condition(_ matcher: Matcher, in list: WordList) -> ResolvedValue.Entry {
        func entry(_ word: String, _ value: JSONValue) -> ResolvedValue.Entry {
            .init(name: word, value: finder.json(value, at: list.node(word)))
        }
        func inner(_ word: String, _ matcher: Matcher) -> ResolvedValue.Entry {
            .init(name: word, value: self.matcher(matcher, at: list.node(word)))
        }
        switch matcher {
        case .equals(let value): return entry("equals", value)
        case .contains(let value): return entry("contains", value)
        case .matches(let pattern): return entry("matches", .string(pattern))
        case .startsWith(let text): return entry("starts_with", .string(text))
        case .endsWith(let text): return entry("ends_with", .string(text))
        case .oneOf(let values): return entry("one_of", .array(values))
        case .above(let number): return entry("above", .number(number))
        case .below(let number): return entry("below", .number(number))
        case .atLeast(let number): return entry("at_least", .number(number))
        case .atMost(let number): return entry("at_most", .number(number))
        case .count(let matcher): return inner("count", matcher)
        case .type(let type): return entry("type", .string(type.rawValue))
        case .each(let matcher): return inner("each", matcher)
        case .exists(let exists): return entry("exists", .bool(exists))
        case .sha256(let digest): return entry("sha256", .string(digest))
        case .not(let matcher): return inner("not", matcher)
        // Conditions that all hold are the entries of one map; none of them is such a map again.
        case .all(let parts): return inner("not", .not(.all(parts)))
        }
    }
}
