internal import Diagnostics
internal import StackModel

/// Holds what a check expects against what it saw. Pure: all that it knows comes in.
struct Judge {
    let expectation: Expectation
    /// Where the check's URL or command stands.
    let location: SourceLocation
    private var evaluation = MatcherEvaluation()
    private(set) var mismatches: [Mismatch] = []

    init(_ expectation: Expectation, at location: SourceLocation) {
        self.expectation = expectation
        self.location = location
    }

    mutating func report(
        _ subject: String, at location: SourceLocation? = nil, expected: String, actual: String,
        explanation: String? = nil
    ) {
        mismatches.append(
            Mismatch(
                location: location ?? self.location, subject: subject, expected: expected, actual: actual,
                explanation: explanation))
    }

    mutating func replaceMismatches(from index: Int, with others: [Mismatch]) {
        mismatches.replaceSubrange(index..., with: others)
    }

    /// Reports every part of a matcher that a subject does not meet.
    mutating func hold(
        _ subject: Subject, _ name: String, against matcher: Located<Matcher>, explanation: String? = nil
    ) {
        for finding in evaluation.findings(matcher.value, subject) {
            report(
                name + finding.place, at: finding.location ?? matcher.location, expected: finding.expected,
                actual: finding.actual,
                explanation: finding.explanation ?? explanation)
        }
    }
}
