internal import Diagnostics
internal import StackModel

extension Decoding {
    /// A plain value, which must be equal, or a map of conditions, which must all hold.
    mutating func matcher(_ node: Node, on subject: MatcherDraft.Subject) -> Located<Matcher>? {
        guard let entries = node.entries else {
            return matchedValue(node, on: subject).map { Located(.equals($0), at: node.location) }
        }
        guard !entries.isEmpty else {
            report(
                .badMatcher, "an empty map is no matcher", at: node.location,
                remedy: subject == .json ? "For an empty object write {equals: {}}." : "Write a value.")
            return nil
        }
        if !entries.contains(where: { Language.matcher[$0.key.text] != nil }), isLiteral(entries) {
            report(
                .badMatcher, "none of these keys is a matcher's word", at: node.location,
                remedy: subject == .json
                    ? "For an object to be equal to, write {equals: {...}}."
                    : "For the values of a JSON body use `json`; for conditions on the text \(Self.textWords).")
            return nil
        }
        var draft = MatcherDraft(on: subject)
        words(node, of: Language.matcher, into: &draft)
        checkRange(of: draft)
        guard draft.isWhole, let first = draft.matchers.first else { return nil }
        return draft.matchers.count == 1 ? first : Located(.all(draft.matchers), at: node.location)
    }

    private static let textWords = "`contains`, `matches`, `starts_with` and so on"

    /// Whether a map looks like a value, not like conditions with a slip in them.
    private func isLiteral(_ entries: [Node.Entry]) -> Bool {
        let outline = Language.matcher.outline
        return !entries.contains { outline.nearest(to: $0.key.text) != nil }
    }

    /// The value that something is compared with: of a text it is a text as it is written, of a count a number.
    mutating func matchedValue(_ node: Node, on subject: MatcherDraft.Subject) -> JSONValue? {
        switch subject {
        case .text:
            if node.isUnknown { return nil }
            guard let scalar = node.scalar, !node.isNull else {
                if node.isNull {
                    wrongType(node)
                } else {
                    report(
                        .badMatcher,
                        word == "contains"
                            ? "a text contains no \(node.kind.drop { $0 != " " }.dropFirst())"
                            : "a text is never equal to \(node.kind)", at: node.location,
                        remedy: "Write a text, or use `json` for the values of a JSON body.")
                }
                return nil
            }
            warnOfPattern(scalar.text, at: node.location)
            return .string(scalar.text)
        case .json:
            // JSON's null is written: nothing at all is a value that was forgotten.
            if node.isLeftEmpty {
                wrongType(node)
                return nil
            }
            return json(node)
        case .exitStatus, .count:
            let range = subject == .exitStatus ? 0...255 : 0...Int(Int32.max)
            return within(word, takes: .either([.integer(range), .form("a matcher")])) { decoding in
                decoding.integer(node, in: range).map { .number(JSONNumber($0)) }
            }
        }
    }

    mutating func headerExpectations(_ node: Node) -> [Expectation.HeaderExpectation] {
        var seen: [String: SourceLocation] = [:]
        return map(node, element: .matcher) { entry, decoding in
            guard decoding.isHeaderName(entry.key, &seen),
                let matcher = decoding.matcher(entry.value, on: .text)
            else { return nil }
            return Expectation.HeaderExpectation(
                name: Located(entry.key.text.lowercased(), at: entry.key.location), matcher: matcher)
        }
    }

    mutating func jsonExpectations(_ node: Node) -> [Expectation.JSONExpectation] {
        if node.entries == nil, !node.isNull, !node.isUnknown {
            report(
                .wrongType, "`json` takes a map (JSONPATH: a value or a matcher), not \(node.kind)",
                at: node.location, remedy: "For the whole body write {$: VALUE}.")
            return []
        }
        return map(node, element: .matcher) { entry, decoding in
            let path = decoding.path(entry.key)
            let matcher = decoding.matcher(entry.value, on: .json)
            guard let path, let matcher else { return nil }
            return Expectation.JSONExpectation(path: Located(path, at: entry.key.location), matcher: matcher)
        }
    }

    private mutating func path(_ key: Node.Key) -> JSONPath? {
        do {
            return try JSONPath(parsing: key.text)
        } catch {
            var location = key.location
            // The text's own columns hold only where the file has it unquoted.
            if location.length == key.text.unicodeScalars.count, error.offset > 0, error.offset < location.length {
                location.column += error.offset
                location.length = 1
            }
            report(
                .badJSONPath, "\(key.text.excerpt) is not a JSONPath: \(error.message)", at: location,
                remedy: key.text.hasPrefix("$") ? nil : "Write $.\(key.text); $ is the whole body.")
            return nil
        }
    }

    /// A regular expression, which must be one.
    mutating func pattern(_ node: Node) -> String? {
        guard let text = text(node) else { return nil }
        do {
            _ = try Regex(text)
            return text
        } catch {
            report(
                .badPattern, "\(text.excerpt) is not a regular expression: \(error)", at: node.location,
                remedy: "Put a backslash before a character that means itself; single quotes keep YAML from reading it."
            )
            return nil
        }
    }

    mutating func digest(_ node: Node) -> String? {
        guard let text = text(node) else { return nil }
        let digest = text.lowercased()
        guard digest.utf8.count == 64, digest.utf8.allSatisfy({ CoreSchema.isDigit($0) || (0x61...0x66).contains($0) })
        else {
            report(
                .badMatcher, "a SHA-256 has 64 hexadecimal digits, and this has \(text.count) characters",
                at: node.location, remedy: "Write all of it, as `sha256sum` prints it.")
            return nil
        }
        return digest
    }
}
