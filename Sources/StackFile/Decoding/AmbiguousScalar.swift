internal import StackModel

/// A scalar that YAML 1.1 and YAML 1.2 read differently, or that is written as one kind of value and meant as another.
struct AmbiguousScalar {
    enum Meaning {
        case boolean
        case integer
        case number
        /// Whatever it turns out to be: a JSON value.
        case anything
    }

    var message: String
    var remedy: String

    /// - Returns: `nil` of a scalar that is plainly what it is, or plainly not what is meant.
    init?(_ text: String, meant meaning: Meaning) {
        let shown = text.excerpt
        if let truth = Self.truth(text), meaning == .integer || meaning == .number {
            message = "\(shown) is the text \"\(text)\" to YAML 1.2, and \(truth) to YAML 1.1, and no number to either"
            remedy = truth ? "Write a number." : "Write a number, or leave the word out."
            return
        }
        if let truth = Self.truth(text), meaning == .boolean || meaning == .anything {
            message = "\(shown) is the text \"\(text)\" to YAML 1.2, and \(truth) to YAML 1.1"
            remedy =
                meaning == .anything
                ? "Write \(truth), or put the text into quotes." : "Write \(truth)."
            return
        }
        guard meaning != .boolean else { return nil }
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        if digits.utf8.allSatisfy(CoreSchema.isDigit), Self.hasLeadingZero(digits) {
            let decimal = digits.drop { $0 == "0" }
            let plain = decimal.isEmpty ? "0" : String(decimal)
            let octal = Int(digits, radix: 8).map { ", and \($0) to YAML 1.1 (octal)" } ?? ""
            message = "\(shown) is \(plain) to YAML 1.2\(octal)"
            remedy = "Write \(plain) without the leading zero" + (meaning == .anything ? ", or use quotes." : ".")
            return
        }
        if let seconds = Self.sexagesimal(digits) {
            message = "\(shown) is text to YAML 1.2, and the number \(seconds) (base sixty) to YAML 1.1"
            remedy =
                meaning == .anything ? "Put it into quotes, or write \(seconds)." : "Write one plain number."
            return
        }
        if meaning == .anything, let kind = Self.olderKind(text) {
            message = "\(shown) is text to YAML 1.2, and \(kind.name) to YAML 1.1"
            remedy = "Put it into quotes" + (kind.number.map { ", or write \($0)." } ?? ".")
            return
        }
        if meaning == .number, let number = Self.olderKind(text)?.number {
            message = "\(shown) is a number only to YAML 1.1"
            remedy = "Write \(number)."
            return
        }
        guard meaning == .integer else { return nil }
        if text.hasPrefix("0o"), let value = Int(text.dropFirst(2), radix: 8) {
            message = "\(shown) is \(value) (octal) to YAML 1.2, and text to YAML 1.1"
            remedy = "Write \(value)."
            return
        }
        if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16) {
            message = "\(shown) is \(value), in hexadecimal digits"
            remedy = "Write \(value)."
            return
        }
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1, let value = Int(groups.joined()), value >= 0,
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        {
            message = "\(shown) is text, since numbers have no commas"
            remedy = "Write \(value)."
            return
        }
        if text.contains("_"), let value = Int(text.filter { $0 != "_" }) {
            message = "\(shown) is a number only to YAML 1.1"
            remedy = "Write \(value)."
            return
        }
        if case .number(let number) = CoreSchema.resolve(text), let value = Int(exactly: number.value),
            text != "\(value)"
        {
            message = "\(shown) is not written as a whole number"
            remedy = "Write \(value)."
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(CoreSchema.isDigit) }) {
            message = "\(shown) is two numbers, and nothing is mapped here"
            remedy = "Write the one number that the program itself uses."
            return
        }
        return nil
    }

    static func hasLeadingZero(_ digits: Substring) -> Bool { digits.utf8.count > 1 && digits.hasPrefix("0") }

    private static func truth(_ text: String) -> Bool? {
        switch text {
        case "yes", "Yes", "YES", "on", "On", "ON": true
        case "no", "No", "NO", "off", "Off", "OFF": false
        default: nil
        }
    }

    /// What YAML 1.1 alone takes for more than a text, and the number that it is, if it is one: `1_000`, `0b101`, a date
    /// (YAML 1.1, types `int`, `float` and `timestamp`).
    private static func olderKind(_ text: String) -> (name: String, number: String?)? {
        guard let first = text.utf8.first, CoreSchema.isDigit(first) || first == 0x2B || first == 0x2D else {
            return nil
        }
        if text.hasPrefix("0b"), let value = Int(text.dropFirst(2).filter { $0 != "_" }, radix: 2) {
            return ("the number \(value) (binary)", "\(value)")
        }
        if text.contains("_"), case .number(let number) = CoreSchema.resolve(text.filter { $0 != "_" }) {
            return ("the number \(number.text)", number.text)
        }
        let isDate = text.prefixMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ]|$)/#) != nil
        return isDate ? ("a date", nil) : nil
    }

    /// The value of a number in base sixty (YAML 1.1, type `int`): `1:30` is 90.
    private static func sexagesimal(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1, parts.count < 6, let first = parts.first, first.utf8.count < 9 else { return nil }
        var value = 0
        for (position, part) in parts.enumerated() {
            guard !part.isEmpty, part.utf8.allSatisfy(CoreSchema.isDigit), let number = Int(part) else { return nil }
            if position > 0, number > 59 || part.utf8.count > 2 { return nil }
            value = value * 60 + number
        }
        return value
    }
}
