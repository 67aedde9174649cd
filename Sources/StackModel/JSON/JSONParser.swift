/// A recursive descent over bytes that are known to be UTF-8.
struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0
    private var depth = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func failure(_ message: String, at offset: Int? = nil) -> JSONParseError {
        JSONParseError(message, at: offset ?? position, in: bytes)
    }

    mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    mutating func parseText() throws(JSONParseError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure("a byte-order mark is not JSON") }
        skipBlanks()
        if position == bytes.count { throw failure("there is nothing here; expected a value") }
        let value = try parseValue()
        skipBlanks()
        if position < bytes.count { throw failure("expected nothing after the value") }
        return value
    }

    mutating func parseValue() throws(JSONParseError) -> JSONValue {
        guard let byte = current else { throw failure("the text ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "'"): throw failure("JSON strings stand in double quotes")
        case UInt8(ascii: "N"), UInt8(ascii: "I"): throw failure("NaN and Infinity are not JSON")
        case UInt8(ascii: "/"): throw failure("comments are not JSON")
        default: throw failure("expected a value here")
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        let start = position
        var end = position
        while end < bytes.count, Self.isWordByte(bytes[end]) { end += 1 }
        let matches = word.withUTF8Buffer { bytes[start..<end].elementsEqual($0) }
        guard matches else { throw failure("expected \(word) here") }
        position = end
        return value
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private mutating func enter() throws(JSONParseError) {
        depth += 1
        if depth > maximumDepth { throw failure("more than \(maximumDepth) arrays and objects in each other") }
        position += 1
        skipBlanks()
    }

    private mutating func parseArray() throws(JSONParseError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            position += 1
            depth -= 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue())
            if try !continues(until: UInt8(ascii: "]"), named: "an array") { return .array(elements) }
        }
    }

    private mutating func parseObject() throws(JSONParseError) -> JSONValue {
        try enter()
        var members: [JSONValue.Member] = []
        if current == UInt8(ascii: "}") {
            position += 1
            depth -= 1
            return .object(members)
        }
        while true {
            guard current == UInt8(ascii: "\"") else {
                throw failure(
                    current == nil ? "the text ends inside an object" : "expected a member's name in double quotes")
            }
            let name = try parseString()
            skipBlanks()
            guard current == UInt8(ascii: ":") else { throw failure("expected : after the member's name") }
            position += 1
            skipBlanks()
            members.append(JSONValue.Member(name, try parseValue()))
            if try !continues(until: UInt8(ascii: "}"), named: "an object") { return .object(members) }
        }
    }

    /// Reads what follows an element: a comma and the beginning of the next one, or the end.
    private mutating func continues(until end: UInt8, named container: String) throws(JSONParseError) -> Bool {
        skipBlanks()
        guard let byte = current else { throw failure("the text ends inside \(container)") }
        position += 1
        if byte == end {
            depth -= 1
            return false
        }
        let comma = position - 1
        guard byte == UInt8(ascii: ",") else {
            throw failure("expected a comma or \(Unicode.Scalar(end)) here", at: comma)
        }
        skipBlanks()
        if current == end { throw failure("a comma with nothing after it is not JSON", at: comma) }
        return true
    }
}
