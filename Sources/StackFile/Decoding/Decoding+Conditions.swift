internal import Diagnostics
internal import StackModel

/// Conditions that nothing meets, or that everything does.
extension Decoding {
    /// The values of `one_of`.
    mutating func alternatives(_ node: Node, on subject: MatcherDraft.Subject) -> [JSONValue]? {
        if case .sequence(let nodes) = node.content, nodes.isEmpty {
            report(
                .missingValue, "\(word.excerpt) is an empty list, which no value is one of",
                at: node.location, remedy: "Write the values of which one is to be met.")
            return nil
        }
        return list(node) { $1.matchedValue($0, on: subject) }
    }

    /// The word `null` is one of a type's, and nothing at all to YAML.
    mutating func jsonType(_ node: Node) -> JSONType? {
        if node.isNull, !node.isLeftEmpty {
            report(
                .missingValue, "\(word.excerpt) has no value: without quotes null is nothing", at: node.location,
                remedy: "Write {type: \"null\"}.")
            return nil
        }
        return word(node, as: JSONType.self)?.value
    }

    /// `contains: ""`.
    mutating func warnOfEmptyCondition(_ node: Node) {
        guard !node.isUnknown, let scalar = node.scalar, !node.isNull, scalar.text.isEmpty else { return }
        report(
            .idleCondition, "\(word.excerpt) with an empty text holds for every text", at: node.location,
            remedy: "Write the text that is meant; for one that is empty itself write {equals: \"\"}.")
    }

    /// `above: 5, below: 3`.
    mutating func checkRange(of draft: MatcherDraft) {
        let isWhole = draft.subject.isNumber
        let bounds = draft.matchers.compactMap { Bound($0, isWhole: isWhole) }
        let lower = bounds.filter(\.isLower).max { $0.value < $1.value || ($0.value == $1.value && !$0.isStrict) }
        let upper = bounds.filter { !$0.isLower }
            .max { $0.value > $1.value || ($0.value == $1.value && !$0.isStrict) }
        guard let lower, let upper else { return }
        guard lower.value > upper.value || (lower.value == upper.value && (lower.isStrict || upper.isStrict))
        else { return }
        let isInOrder = (lower.location.line, lower.location.column) < (upper.location.line, upper.location.column)
        let (first, last) = isInOrder ? (lower, upper) : (upper, lower)
        report(
            .badMatcher, "no \(isWhole ? "whole " : "")number is \(first.text) and \(last.text)", at: last.location,
            remedy: "Change one of the two numbers.",
            notes: [Diagnostic.Note("the other bound is here", at: first.location)])
    }

    /// One end of a range of numbers.
    private struct Bound {
        var isLower: Bool
        var value: Double
        var isStrict: Bool
        /// As a sentence has it: "above 5".
        var text: String
        var location: SourceLocation

        /// - Parameter isWhole: Whether only whole numbers are compared with it: above 3 is then from 4 on.
        init?(_ matcher: Located<Matcher>, isWhole: Bool) {
            location = matcher.location
            switch matcher.value {
            case .above(let number):
                (isLower, isStrict, value, text) = (true, true, number.value, "above \(number.text)")
            case .atLeast(let number):
                (isLower, isStrict, value, text) = (true, false, number.value, "at least \(number.text)")
            case .below(let number):
                (isLower, isStrict, value, text) = (false, true, number.value, "below \(number.text)")
            case .atMost(let number):
                (isLower, isStrict, value, text) = (false, false, number.value, "at most \(number.text)")
            default: return nil
            }
            guard isWhole else { return }
            if isLower {
                value = isStrict ? value.rounded(.down) + 1 : value.rounded(.up)
            } else {
                value = isStrict ? value.rounded(.up) - 1 : value.rounded(.down)
            }
            isStrict = false
        }
    }
}
