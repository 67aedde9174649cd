extension JSONNumber {
    /// Its text where that is JSON, else its value; `null` for one that JSON cannot write (RFC 8259, section 6).
    var writtenText: String {
        if isWrittenAsJSON { return text }
        if let integer = Int(exactly: value) { return "\(integer)" }
        return value.isFinite ? "\(value)" : "null"
    }

    private var isWrittenAsJSON: Bool {
        var parser = JSONParser(bytes: Array(text.utf8), maximumDepth: 0)
        guard let first = parser.current, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
            (try? parser.parseNumber()) != nil
        else { return false }
        return parser.current == nil
    }
}
