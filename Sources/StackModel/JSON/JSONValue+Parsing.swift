extension JSONValue {
    /// Reads one JSON text (RFC 8259), strictly: UTF-8 without a byte-order mark, nothing before or after the value but
    /// blanks, no comments, no trailing commas, no half of a surrogate pair.
    ///
    /// Members keep their order, also those whose name is given twice; numbers keep their text.
    ///
    /// - Parameter maximumDepth: How many arrays and objects may stand in each other (RFC 8259, section 9, allows a limit).
    /// - Throws: `JSONParseError` with the place of the first byte that does not fit.
    package init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(JSONParseError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw JSONParseError("this byte is not UTF-8", at: error.byteOffsets.lowerBound, in: bytes)
        }
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
        self = try parser.parseText()
    }

    /// Reads one JSON text (RFC 8259) as `init(parsing:maximumDepth:)` of bytes does.
    package init(parsing text: String, maximumDepth: Int = 512) throws(JSONParseError) {
        try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
    }
}
