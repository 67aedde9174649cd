extension JSONParser {
    /// Reads a number (RFC 8259, section 6).
    mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        var integer = 0
        while let digit = digitHere() {
            // Wraps around in a number too long for this fast path, which is then not taken.
            integer = integer &* 10 &+ Int(digit)
            position += 1
        }
        let digits = position - firstDigit
        if digits == 0 { throw failure("expected a digit here") }
        if digits > 1, bytes[firstDigit] == UInt8(ascii: "0") {
            throw failure("a number must not begin with 0", at: firstDigit)
        }
        var isInteger = true
        if current == UInt8(ascii: ".") {
            isInteger = false
            try readDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            if position + 1 < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position + 1]) {
                position += 1
            }
            try readDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let isNegative = firstDigit > start
        // Up to 15 digits are exact in a Double.
        if isInteger, digits <= 15 {
            return JSONNumber(isNegative ? -Double(integer) : Double(integer), text: text)
        }
        guard let value = Double(text) else { throw failure("this number cannot be read", at: start) }
        return JSONNumber(value, text: text)
    }

    private func digitHere() -> UInt8? {
        guard position < bytes.count else { return nil }
        let digit = bytes[position] &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }

    /// Steps over the point, the `e` or the sign here, and the digits that must follow it.
    private mutating func readDigits() throws(JSONParseError) {
        position += 1
        guard digitHere() != nil else { throw failure("expected a digit here") }
        while digitHere() != nil { position += 1 }
    }

    /// Reads a string (RFC 8259, section 7).
    mutating func parseString() throws(JSONParseError) -> String {
        let start = position
        position += 1
        var run = position
        var decoded: [UInt8]?
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let rest = bytes[run..<position]
                position += 1
                guard let decoded else { return String(decoding: rest, as: UTF8.self) }
                return String(decoding: decoded + rest, as: UTF8.self)
            } else if byte == UInt8(ascii: "\\") {
                var text = decoded ?? []
                decoded = nil
                text.append(contentsOf: bytes[run..<position])
                text.append(contentsOf: String(try parseEscape()).utf8)
                decoded = text
                run = position
            } else if byte < 0x20 {
                throw failure("a control character in a string must be written as an escape")
            } else {
                position += 1
            }
        }
        throw failure("this string is not closed", at: start)
    }

    private mutating func parseEscape() throws(JSONParseError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = current else { throw failure("the text ends inside a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try parseUnicodeEscape(from: start)
        default: throw failure("no such escape", at: start)
        }
    }

    private mutating func parseUnicodeEscape(from start: Int) throws(JSONParseError) -> Unicode.Scalar {
        let first = try parseHexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: [0x5C, 0x75]) else {
            throw failure("half of a surrogate pair stands alone", at: start)
        }
        position += 2
        let second = try parseHexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            throw failure("half of a surrogate pair stands alone", at: start)
        }
        return scalar
    }

    private mutating func parseHexadecimal() throws(JSONParseError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("expected a hexadecimal digit here")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
