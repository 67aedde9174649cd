internal import StackModel

extension Matcher {
    /// As the right side of "expected": `200`, `above 5`, `a text that contains "help"`.
    var summary: String {
        switch self {
        case .equals(let value): value.summary
        case .contains(let value): "contains \(value.summary)"
        case .matches(let pattern): "matches \(EscapedText.quoted(pattern))"
        case .startsWith(let text): "starts with \(EscapedText.quoted(text))"
        case .endsWith(let text): "ends with \(EscapedText.quoted(text))"
        case .oneOf(let values): "one of " + values.map(\.summary).joined(separator: ", ")
        case .above(let number): "above \(number.text)"
        case .below(let number): "below \(number.text)"
        case .atLeast(let number): "at least \(number.text)"
        case .atMost(let number): "at most \(number.text)"
        case .count(let matcher): "count: \(matcher.summary)"
        case .type(let type): "type \(type.rawValue)"
        case .each(let matcher): "each: \(matcher.summary)"
        case .exists(let isThere): isThere ? "present" : "absent"
        case .sha256(let digest): "sha256 \(digest)"
        case .not(let matcher): "not: \(matcher.summary)"
        case .all(let matchers): matchers.map(\.value.summary).joined(separator: " and ")
        }
    }

    /// Whether it says nothing but that something is there or is not: only such a matcher is met by what is absent.
    var isAboutExistence: Bool {
        switch self {
        case .exists: true
        case .not(let matcher): matcher.isAboutExistence
        case .all(let matchers): matchers.allSatisfy(\.value.isAboutExistence)
        default: false
        }
    }
}
