internal import StackModel

/// What a plain scalar means by YAML 1.2's core schema (YAML 1.2.2, 10.3.2).
enum CoreSchema {
    enum Value: Equatable {
        case null
        case boolean(Bool)
        case number(JSONNumber)
        /// `.inf`, `.nan`, or beyond what a double can hold.
        case unboundedNumber
        case text
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func resolve(_ text: String) -> Value {
        if isNull(text) { return .null }
        switch text {
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case ".nan", ".NaN", ".NAN": return .unboundedNumber
        default: break
        }
        guard let first = text.utf8.first, isDigit(first) || [0x2B, 0x2D, 0x2E].contains(first) else { return .text }
        return number(Array(text.utf8))
    }

    private static func number(_ bytes: [UInt8]) -> Value {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("0x") || text.hasPrefix("0o") {
            let digits = text.dropFirst(2)
            let radix = text.hasPrefix("0x") ? 16 : 8
            guard !digits.isEmpty, digits.utf8.allSatisfy(isHexadecimal), let value = UInt64(digits, radix: radix)
            else { return .text }
            return .number(JSONNumber(Double(value), text: "\(value)"))
        }
        var rest = bytes[...]
        var sign = ""
        if let first = rest.first, first == 0x2B || first == 0x2D {
            sign = first == 0x2D ? "-" : ""
            rest.removeFirst()
        }
        if [".inf", ".Inf", ".INF"].contains(String(decoding: rest, as: UTF8.self)) { return .unboundedNumber }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction = rest[rest.startIndex..<rest.startIndex]
        if rest.first == 0x2E {
            rest.removeFirst()
            fraction = rest.prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return .text }
        var exponent = ""
        if let mark = rest.first, mark == 0x65 || mark == 0x45 {
            let written = rest
            rest.removeFirst()
            if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
            guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return .text }
            exponent = String(decoding: written, as: UTF8.self)
            rest = []
        }
        guard rest.isEmpty else { return .text }
        return jsonNumber(sign: sign, whole: Array(whole), fraction: Array(fraction), exponent: exponent)
    }

    /// Keeps the digits as written, in the form that JSON allows (RFC 8259, 6): no plus sign, no leading zero, no bare point.
    private static func jsonNumber(sign: String, whole: [UInt8], fraction: [UInt8], exponent: String) -> Value {
        let significant = whole.drop { $0 == 0x30 }
        var text = sign + (significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self))
        if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
        text += exponent
        guard let value = Double(text), value.isFinite else { return .unboundedNumber }
        return .number(JSONNumber(value, text: text))
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
