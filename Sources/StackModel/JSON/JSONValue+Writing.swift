extension JSONValue {
    /// The value as JSON in one line without blanks.
    package var compactText: String { text(indented: false) }

    /// The value as JSON with a line for every element, indented by two blanks a level.
    package var prettyText: String { text(indented: true) }

    private func text(indented: Bool) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, indented: indented)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the value as JSON (RFC 8259), UTF-8, members in their order and numbers as they were written.
    ///
    /// - Parameters:
    ///   - indented: Whether every element has a line of its own.
    ///   - level: How deep the value stands already, for the lines after the first.
    package func write(to bytes: inout [UInt8], indented: Bool = false, level: Int = 0) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: number.writtenText.utf8)
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                if indented { Self.breakLine(in: &bytes, level: level + 1) }
                element.write(to: &bytes, indented: indented, level: level + 1)
            }
            if indented, !elements.isEmpty { Self.breakLine(in: &bytes, level: level) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                if indented { Self.breakLine(in: &bytes, level: level + 1) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                if indented { bytes.append(UInt8(ascii: " ")) }
                member.value.write(to: &bytes, indented: indented, level: level + 1)
            }
            if indented, !members.isEmpty { Self.breakLine(in: &bytes, level: level) }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func breakLine(in bytes: inout [UInt8], level: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }

    /// Appends a text as a JSON string: quotes, backslashes and control characters escaped (RFC 8259, section 7).
    package static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x00..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: digits.utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
