internal import StackModel

extension MatcherEvaluation {
    enum Outcome {
        case met
        case missed
        /// The value is of a kind that the matcher cannot look at, in words.
        case unfit(String)

        init(_ isMet: Bool) { self = isMet ? .met : .missed }
    }

    /// Whether a value is equal to what a plain value in the stack file says.
    static func equals(_ value: JSONValue, _ subject: Subject) -> Bool {
        switch (subject, value) {
        case (.absent, _): false
        case (.json(let actual), _): value.isEquivalent(to: actual)
        case (.text(let bytes), .string(let text)): bytes.elementsEqual(text.utf8)
        // `content-length: 58` compares the text as it is written.
        case (.text(let bytes), .number(let number)): bytes.elementsEqual(number.text.utf8)
        case (.text(let bytes), .bool(let flag)): bytes.elementsEqual("\(flag)".utf8)
        case (.text(let bytes), .null): bytes.isEmpty
        case (.text(let bytes), .array), (.text(let bytes), .object):
            (try? JSONValue(parsing: bytes)).map { value.isEquivalent(to: $0) } ?? false
        }
    }

    /// The matchers that look at a value as a whole.
    static func check(_ matcher: Matcher, _ subject: Subject) -> Outcome {
        switch matcher {
        case .contains(let value): contains(value, subject)
        case .startsWith(let text):
            subject.bytes.map { Outcome($0.starts(with: text.utf8)) } ?? .unfit("it is not a text")
        case .endsWith(let text):
            subject.bytes.map { Outcome($0.reversed().starts(with: text.utf8.reversed())) }
                ?? .unfit("it is not a text")
        case .oneOf(let values): Outcome(values.contains { equals($0, subject) })
        case .above(let limit): compare(subject) { $0 > limit.value }
        case .below(let limit): compare(subject) { $0 < limit.value }
        case .atLeast(let limit): compare(subject) { $0 >= limit.value }
        case .atMost(let limit): compare(subject) { $0 <= limit.value }
        case .type(let type): check(type, subject)
        case .sha256(let digest): check(sha256: digest, subject)
        case .equals(let value): Outcome(equals(value, subject))
        case .matches, .count, .each, .exists, .not, .all: .unfit("this matcher is made of others")
        }
    }

    private static func compare(_ subject: Subject, _ isMet: (Double) -> Bool) -> Outcome {
        subject.number.map { Outcome(isMet($0)) } ?? .unfit("it is not a number")
    }

    private static func check(_ type: JSONType, _ subject: Subject) -> Outcome {
        switch subject {
        case .absent: .missed
        case .text: Outcome(type == .string)
        case .json(let value): value.isOfType(type) ? .met : .unfit("its type is \(value.type.rawValue)")
        }
    }

    private static func check(sha256 digest: String, _ subject: Subject) -> Outcome {
        guard let bytes = subject.bytes else { return .unfit("it is not a text") }
        guard let actual = Digest.sha256(bytes) else { return .unfit("OpenSSL gives no SHA-256") }
        return actual == digest ? .met : .unfit("the \(bytes.count) bytes have the sha256 \(actual)")
    }

    private static func contains(_ value: JSONValue, _ subject: Subject) -> Outcome {
        if case .json(.array(let elements)) = subject {
            return Outcome(elements.contains { value.isEquivalent(to: $0) })
        }
        guard let bytes = subject.bytes else { return .unfit("it is neither a text nor a list") }
        switch value {
        case .string(let text): return Outcome(bytes.holds(Array(text.utf8)))
        case .number(let number): return Outcome(bytes.holds(Array(number.text.utf8)))
        case .bool(let flag): return Outcome(bytes.holds(Array("\(flag)".utf8)))
        case .null, .array, .object: return .unfit("a text cannot contain \(value.kind)")
        }
    }
}
