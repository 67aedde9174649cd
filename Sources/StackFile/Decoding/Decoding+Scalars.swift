internal import Diagnostics
internal import StackModel

extension Decoding {
    /// A scalar that says something.
    mutating func scalar(_ node: Node) -> Node.Scalar? {
        guard !node.isUnknown, let scalar = node.scalar, !node.isNull else {
            wrongType(node)
            return nil
        }
        return scalar
    }

    /// A text as it is written: `yes`, `022` and `1.0` are themselves.
    ///
    /// - Parameter allowsEmpty: Whether an empty text is a value; NUL, which ends a text for the kernel, is then one too.
    mutating func text(_ node: Node, allowsEmpty: Bool = false) -> String? {
        guard let scalar = scalar(node) else { return nil }
        if allowsEmpty { return scalar.text }
        guard !scalar.text.isEmpty else {
            report(.missingValue, "\(word.excerpt) is empty", at: node.location, remedy: "It takes \(takes).")
            return nil
        }
        guard !scalar.text.unicodeScalars.contains("\0") else {
            report(
                .wrongType, "\(word.excerpt) holds a NUL character", at: node.location,
                remedy: "Remove it: to the kernel a text ends there.")
            return nil
        }
        return scalar.text
    }

    mutating func locatedText(_ node: Node) -> Located<String>? {
        text(node).map { Located($0, at: node.location) }
    }

    /// A whole number in decimal digits; quotes around it do not matter, since they often come with a variable.
    mutating func integer(
        _ node: Node, in range: ClosedRange<Int>, code: MistakeCode = .outOfRange, remedy: String? = nil
    ) -> Int? {
        guard let scalar = scalar(node) else { return nil }
        let digits = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : scalar.text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(CoreSchema.isDigit), !AmbiguousScalar.hasLeadingZero(digits)
        else {
            if scalar.isPlain, let trap = AmbiguousScalar(scalar.text, meant: .integer) {
                report(.ambiguousValue, trap.message, at: node.location, remedy: trap.remedy)
            } else {
                wrongType(node, remedy: self.remedy(for: node) ?? remedy)
            }
            return nil
        }
        guard let value = Int(scalar.text), range.contains(value) else {
            report(
                code, "\(word.excerpt) takes \(ValueShape.integer(range)), not \(scalar.text)", at: node.location,
                remedy: remedy)
            return nil
        }
        return value
    }

    mutating func boolean(_ node: Node) -> Bool? {
        guard let scalar = scalar(node) else { return nil }
        if scalar.isPlain, case .boolean(let value) = CoreSchema.resolve(scalar.text) { return value }
        if scalar.isPlain, let trap = AmbiguousScalar(scalar.text, meant: .boolean) {
            report(.ambiguousValue, trap.message, at: node.location, remedy: trap.remedy)
        } else {
            let isQuoted = !scalar.isPlain && ["true", "false"].contains(scalar.text)
            wrongType(node, remedy: isQuoted ? "Write \(scalar.text) without quotes." : nil)
        }
        return nil
    }

    /// A word that can only be switched on: `listen: true`.
    mutating func onlyTrue(_ node: Node) -> Bool {
        guard let value = boolean(node) else { return false }
        if !value {
            report(
                .unknownWord, "\(word.excerpt) takes only true", at: node.location, remedy: "Leave the word out.")
        }
        return value
    }

    mutating func number(_ node: Node) -> JSONNumber? {
        guard let scalar = scalar(node) else { return nil }
        if scalar.isPlain, let trap = AmbiguousScalar(scalar.text, meant: .number) {
            report(.ambiguousValue, trap.message, at: node.location, remedy: trap.remedy)
            return nil
        }
        if case .number(let number) = CoreSchema.resolve(scalar.text) { return number }
        wrongType(node)
        return nil
    }

    /// One of the words of an enumeration.
    mutating func word<Value: RawRepresentable & CaseIterable>(
        _ node: Node, as type: Value.Type
    ) -> Located<Value>? where Value.RawValue == String {
        guard let text = text(node) else { return nil }
        if let value = Value(rawValue: text) { return Located(value, at: node.location) }
        unknownWord(text, at: node.location, known: Value.allCases.map(\.rawValue))
        return nil
    }

    mutating func unknownWord(_ text: String, at location: SourceLocation, known: [String]) {
        let near = Spelling.nearest(to: text, in: known)
        report(
            .unknownWord, "\(text.excerpt) is none of the words that \(word.excerpt) takes", at: location,
            remedy: near.map { "Did you mean `\($0)`?" } ?? "Write one of: \(known.joined(separator: ", ")).")
    }

    mutating func duration(_ node: Node, allowsZero: Bool = false) -> Duration? {
        guard let scalar = scalar(node) else { return nil }
        do {
            let duration = try DurationText.parse(scalar.text)
            if duration == .zero, !allowsZero {
                report(
                    .badDuration, "\(word.excerpt) must be more than nothing", at: node.location,
                    remedy: "Write it like 500ms or 10s; left out it has its default.")
                return nil
            }
            return duration
        } catch {
            // Nobody renews a certificate seconds before it ends.
            let isDays =
                word == "renew_before" && !scalar.text.isEmpty
                && scalar.text.utf8.allSatisfy(CoreSchema.isDigit)
            report(
                .badDuration, error.message, at: node.location,
                remedy: isDays ? "Write \(scalar.text)d for days." : error.remedy)
            return nil
        }
    }
}
