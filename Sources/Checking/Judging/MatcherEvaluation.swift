internal import StackModel

/// Holds matchers against what was seen; compiles each regular expression once.
struct MatcherEvaluation {
    /// How many elements of an `each` are shown when they fail.
    static let shownElements = 3

    private var patterns: [String: Result<Regex<AnyRegexOutput>, any Error>] = [:]

    /// What of a matcher is not met; empty when it is.
    mutating func findings(_ matcher: Matcher, _ subject: Subject) -> [Finding] {
        if case .absent = subject, !matcher.isAboutExistence {
            return [Finding(expected: matcher.summary, actual: "absent")]
        }
        switch matcher {
        case .all(let matchers):
            var findings: [Finding] = []
            for matcher in matchers {
                findings += self.findings(matcher.value, subject).map { finding in
                    var placed = finding
                    placed.location = finding.location ?? matcher.location
                    return placed
                }
            }
            return findings
        case .not(let inner):
            let isMet = findings(inner, subject).isEmpty
            return isMet ? [Finding(expected: matcher.summary, actual: subject.summary)] : []
        case .exists(let isWanted):
            let isThere = if case .absent = subject { false } else { true }
            return isThere == isWanted ? [] : [Finding(expected: matcher.summary, actual: subject.summary)]
        case .count(let inner): return countFindings(inner, subject)
        case .each(let inner): return eachFindings(inner, subject)
        case .equals(let value): return equalsFindings(value, subject)
        case .matches(let pattern): return patternFindings(pattern, matcher, subject)
        default:
            let explanation: String?
            switch Self.check(matcher, subject) {
            case .met: return []
            case .missed: explanation = nil
            case .unfit(let reason): explanation = reason
            }
            return [Finding(expected: matcher.summary, actual: subject.summary, explanation: explanation)]
        }
    }

    private mutating func countFindings(_ inner: Matcher, _ subject: Subject) -> [Finding] {
        let count: Int
        switch subject {
        case .json(.array(let elements)): count = elements.count
        case .json(.object(let members)): count = members.count
        case .text, .json(.string):
            // Unicode scalars, as Python and every other client counts them.
            count = EscapedText.pieces(of: subject.bytes ?? []).count
        default:
            return [
                Finding(expected: "count: \(inner.summary)", actual: subject.summary, explanation: "it has no count")
            ]
        }
        return findings(inner, .json(.number(JSONNumber(count)))).map { finding in
            Finding(
                location: finding.location, expected: "count: \(finding.expected)", actual: "count: \(finding.actual)")
        }
    }

    private mutating func eachFindings(_ inner: Matcher, _ subject: Subject) -> [Finding] {
        guard case .json(.array(let elements)) = subject else {
            return [
                Finding(expected: "each: \(inner.summary)", actual: subject.summary, explanation: "it is not a list")
            ]
        }
        if elements.isEmpty {
            return [
                Finding(
                    expected: "each: \(inner.summary)", actual: "an empty list",
                    explanation: "`each` needs at least one element; write `count: 0` where none is right")
            ]
        }
        var shown: [Finding] = []
        var failed = 0
        for (index, element) in elements.enumerated() {
            let found = findings(inner, .json(element))
            if found.isEmpty { continue }
            failed += 1
            if failed > Self.shownElements { continue }
            shown += found.map { finding in
                var placed = finding
                placed.place = "[\(index)]" + finding.place
                return placed
            }
        }
        if failed > Self.shownElements {
            let more = "\(failed) of \(elements.count) elements fail"
            shown[shown.count - 1].explanation = [shown[shown.count - 1].explanation, more].compactMap { $0 }
                .joined(separator: "; ")
        }
        return shown
    }

    private func equalsFindings(_ value: JSONValue, _ subject: Subject) -> [Finding] {
        switch (value, subject) {
        case (.string(let text), .text(let bytes)):
            if bytes == Array(text.utf8) { return [] }
            let difference = TextDifference(expected: Array(text.utf8), actual: bytes)
            return [
                Finding(
                    expected: difference.expected, actual: difference.actual, explanation: difference.explanation)
            ]
        case (.array, .text(let bytes)), (.object, .text(let bytes)):
            // A list or a map can only be meant as JSON.
            do throws(JSONParseError) {
                return equalsFindings(value, .json(try JSONValue(parsing: bytes)))
            } catch {
                return [
                    Finding(expected: value.summary, actual: subject.summary, explanation: "it is not JSON: \(error)")
                ]
            }
        case (.string(let text), .json(.string(let actual))) where max(text.utf8.count, actual.utf8.count) > 120:
            return value.isEquivalent(to: .string(actual))
                ? [] : equalsFindings(value, .text(Array(actual.utf8)))
        default:
            return Self.equals(value, subject) ? [] : [difference(value, subject)]
        }
    }

    private func difference(_ value: JSONValue, _ subject: Subject) -> Finding {
        var finding = Finding(expected: value.summary, actual: subject.summary)
        switch (value, subject) {
        case (.number, .json(.string)): finding.explanation = "it is a text, not a number"
        case (.string, .json(.number)): finding.explanation = "it is a number, not a text"
        case (.array, .json(let actual)), (.object, .json(let actual)):
            if let place = value.firstDifference(from: actual) {
                finding.explanation = "at \(place.path): expected \(place.expected), it is \(place.actual)"
            }
        default: break
        }
        return finding
    }

    private mutating func patternFindings(_ pattern: String, _ matcher: Matcher, _ subject: Subject) -> [Finding] {
        guard let bytes = subject.bytes else {
            return [Finding(expected: matcher.summary, actual: subject.summary, explanation: "it is not a text")]
        }
        if patterns[pattern] == nil {
            // By scalars, so that a CR LF is two characters, as in every other regular expression.
            patterns[pattern] = Result { try Regex(pattern).matchingSemantics(.unicodeScalar) }
        }
        let explanation: String?
        switch patterns[pattern] {
        case .success(let regex)?:
            do {
                if try regex.firstMatch(in: String(decoding: bytes, as: UTF8.self)) != nil { return [] }
                explanation = nil
            } catch {
                explanation = "the regular expression failed: \(error)"
            }
        case .failure(let error)?: explanation = "this is no regular expression: \(error)"
        case nil: explanation = nil
        }
        return [Finding(expected: matcher.summary, actual: subject.summary, explanation: explanation)]
    }
}
