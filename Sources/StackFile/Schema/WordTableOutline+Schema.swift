internal import StackModel

extension WordTableOutline {
    /// The map of the table's words, and what they say of each other.
    func schema(on subject: MatcherDraft.Subject = .json) -> JSONValue {
        let words = words.map { word in
            let description = JSONValue.Member("description", .string(MarkdownText.plain(word.summary)))
            return JSONValue.Member(word.name, word.takes.schema(on: subject).adding([description]))
        }
        var members = [
            JSONValue.Member("type", .string("object")), JSONValue.Member("properties", .object(words)),
            JSONValue.Member("additionalProperties", .bool(false)),
        ]
        let rules = rules.flatMap(\.schemas)
        if !rules.isEmpty { members.append(JSONValue.Member("allOf", .array(rules))) }
        return .object(members)
    }
}

extension WordOutline {
    /// What it means, and what holds without it.
    var summary: String { `default`.map { "\(meaning) Default: \($0)." } ?? meaning }
}
