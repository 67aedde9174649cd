/// Why a text is not JSON (RFC 8259), and where.
package struct JSONParseError: Error, Sendable, Hashable {
    /// One clause without a full stop: "a comma or ] is missing here".
    package var message: String
    /// The line, counted from 1.
    package var line: Int
    /// The column in characters (Unicode scalars), counted from 1.
    package var column: Int
    /// The byte, counted from 0.
    package var offset: Int

    package init(message: String, line: Int, column: Int, offset: Int) {
        self.message = message
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// Counts the line and the column of a byte.
    init(_ message: String, at offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // A byte 10xxxxxx continues a scalar that has been counted.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        self.init(
            message: message, line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: column + 1, offset: offset)
    }
}

extension JSONParseError: CustomStringConvertible {
    package var description: String { "line \(line), column \(column): \(message)" }
}
