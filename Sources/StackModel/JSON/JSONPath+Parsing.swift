/// What is wrong with a JSONPath query, and at which character of it (counted from 0).
package struct JSONPathError: Error, Sendable, Hashable {
    package var message: String
    package var offset: Int
}

extension JSONPath {
    /// Reads a query of names, indices and wildcards (RFC 9535, 2.1 to 2.5).
    ///
    /// - Throws: `JSONPathError` with the offset of the first character that does not fit.
    package init(parsing text: String) throws(JSONPathError) {
        var reader = Reader(characters: Array(text.unicodeScalars))
        let segments = try reader.readQuery()
        self.init(segments: segments, text: text)
    }

    private struct Reader {
        let characters: [Unicode.Scalar]
        var position = 0

        var current: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

        func fail(_ message: String) -> JSONPathError { JSONPathError(message: message, offset: position) }

        mutating func skipBlanks() {
            while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
                position += 1
            }
        }

        mutating func readQuery() throws(JSONPathError) -> [Segment] {
            guard current == "$" else { throw fail("a JSONPath query begins with $") }
            position += 1
            var segments: [Segment] = []
            while position < characters.count {
                let start = position
                skipBlanks()
                switch current {
                case ".": segments.append(try readDotted())
                case "[": segments.append(try readBracketed())
                default:
                    position = start
                    throw fail("expected . or [ here")
                }
            }
            return segments
        }

        mutating func readDotted() throws(JSONPathError) -> Segment {
            position += 1
            switch current {
            case "*":
                position += 1
                return .wildcard
            case ".": throw fail("descendants (..) are not in this language; name each level")
            case let scalar? where Self.isNameStart(scalar):
                var name = String.UnicodeScalarView()
                while let scalar = current, Self.isNameStart(scalar) || Self.isDigit(scalar) {
                    name.append(scalar)
                    position += 1
                }
                return .name(String(name))
            default: throw fail("expected a name or * after the dot; write other names as ['name']")
            }
        }

        static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

        static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar.value >= 0x80
        }

        mutating func readBracketed() throws(JSONPathError) -> Segment {
            position += 1
            skipBlanks()
            let segment: Segment
            switch current {
            case "*":
                position += 1
                segment = .wildcard
            case "'", "\"": segment = .name(try readQuoted())
            case let scalar? where scalar == "-" || Self.isDigit(scalar): segment = .index(try readIndex())
            case "?": throw fail("filters are not in this language; use a matcher such as each or contains")
            default: throw fail("expected an index, a quoted name or * here")
            }
            skipBlanks()
            if current == ":" || current == "," { throw fail("slices and unions are not in this language") }
            guard current == "]" else { throw fail("expected ] here") }
            position += 1
            return segment
        }

        mutating func readIndex() throws(JSONPathError) -> Int {
            let start = position
            if current == "-" { position += 1 }
            while let scalar = current, Self.isDigit(scalar) { position += 1 }
            var digits = String.UnicodeScalarView()
            digits.append(contentsOf: characters[start..<position])
            let text = String(digits)
            // RFC 9535, 2.3.3 and 2.1: no leading zeros, no "-0", within what a Double holds exactly.
            guard let index = Int(text), "\(index)" == text, index.magnitude < 1 << 53 else {
                position = start
                throw fail("\(text) is not an index")
            }
            return index
        }

        mutating func readQuoted() throws(JSONPathError) -> String {
            guard let quote = current else { throw fail("expected a quoted name here") }
            let start = position
            position += 1
            var name = String.UnicodeScalarView()
            while let scalar = current, scalar != quote {
                if scalar == "\\" {
                    position += 1
                    name.append(try readEscape(quote: quote))
                } else if scalar.value < 0x20 {
                    throw fail("a control character must be written as \\u escape")
                } else {
                    name.append(scalar)
                    position += 1
                }
            }
            guard current == quote else {
                position = start
                throw fail("this name is not closed")
            }
            position += 1
            return String(name)
        }

        mutating func readEscape(quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
            guard let scalar = current else { throw fail("an escape ends here") }
            position += 1
            switch scalar {
            case "b": return "\u{8}"
            case "t": return "\t"
            case "n": return "\n"
            case "f": return "\u{C}"
            case "r": return "\r"
            // Only the quotes that enclose the name may be escaped in it (RFC 9535, 2.3.1.1).
            case "/", "\\", quote: return scalar
            case "u":
                let first = try readHexadecimal()
                if let single = Unicode.Scalar(first) { return single }
                guard (0xD800..<0xDC00).contains(first), current == "\\" else {
                    throw fail("half of a surrogate pair stands alone")
                }
                position += 1
                guard current == "u" else { throw fail("expected the second half of a surrogate pair") }
                position += 1
                let second = try readHexadecimal()
                guard (0xDC00..<0xE000).contains(second),
                    let pair = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
                else { throw fail("half of a surrogate pair stands alone") }
                return pair
            default: throw fail("\\\(scalar) is no escape")
            }
        }

        mutating func readHexadecimal() throws(JSONPathError) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                    throw fail("expected four hexadecimal digits")
                }
                value = value << 4 | UInt32(digit)
                position += 1
            }
            return value
        }
    }
}
