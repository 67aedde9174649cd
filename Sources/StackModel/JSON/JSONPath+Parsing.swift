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
            // RFC 9535, 2.3.3: no leading zeros, no "-0".
            guard let index = Int(text), "\(index)" == text else {
                position = start
                throw fail("\(text) is not an index")
            }
            return index
        }

        mutating func readQuoted() throws(JSONPathError) -> String {
            let quote = current
            let start = position
            position += 1
            var name = String.UnicodeScalarView()
            while let scalar = current, scalar != quote {
                if scalar == "\\" {
                    position += 1
                    name.append(try readEscape())
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

        mutating func readEscape() throws(JSONPathError) -> Unicode.Scalar {
            guard let scalar = current else { throw fail("an escape ends here") }
            position += 1
            switch scalar {
            case "b": return "\u{8}"
            case "t": return "\t"
            case "n": return "\n"
            case "f": return "\u{C}"
            case "r": return "\r"
            case "/", "\\", "'", "\"": return scalar
            case "u":
                let high = try readHexadecimal()
                if (0xD800..<0xDC00).contains(high), current == "\\" {
                    position += 1
                    guard current == "u" else { throw fail("expected the second half of a surrogate pair") }
                    position += 1
                    let low = try readHexadecimal()
                    let combined = 0x10000 + (high - 0xD800) << 10 + (low &- 0xDC00)
                    if (0xDC00..<0xE000).contains(low), let pair = Unicode.Scalar(combined) { return pair }
                } else if let single = Unicode.Scalar(high) {
                    return single
                }
                throw fail("half of a surrogate pair stands alone")
            default: throw fail("\\\(scalar) is no escape")
            }
        }

        mutating func readHexadecimal() throws(JSONPathError) -> UInt32 {
            var digits = String.UnicodeScalarView()
            digits.append(contentsOf: characters[position..<min(position + 4, characters.count)])
            guard digits.count == 4, let value = UInt32(String(digits), radix: 16) else {
                throw fail("expected four hexadecimal digits")
            }
            position += 4
            return value
        }
    }
}
