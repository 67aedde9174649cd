import StackModel
import Testing

@Suite struct JSONParsingTests {
    @Test(arguments: [
        ("null", JSONValue.null), (" true ", .bool(true)), ("false\n", .bool(false)), ("0", .number(JSONNumber(0))),
        ("-0", .number(JSONNumber(-0.0, text: "-0"))), ("-12", .number(JSONNumber(-12))),
        ("1.50", .number(JSONNumber(1.5, text: "1.50"))), ("1e3", .number(JSONNumber(1000))),
        ("1E-2", .number(JSONNumber(0.01, text: "1E-2"))), ("2.5e+1", .number(JSONNumber(25))),
        (#""""#, .string("")), (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{C}\n\r\tz")),
        (#""\u0041\u00e9\uD83D\uDC26""#, .string("Aé🐦")), (#""é🐦""#, .string("é🐦")), ("\"\u{7F}\"", .string("\u{7F}")),
        ("[]", .array([])), ("[ ]", .array([])), ("{}", .object([])), ("{ }", .object([])),
        (
            "\t[1, [2],{}]\r\n",
            .array([.number(JSONNumber(1)), .array([.number(JSONNumber(2))]), .object([])])
        ),
        (
            #"{"b":1,"a":{"c":null},"b":2}"#,
            .object([
                JSONValue.Member("b", .number(JSONNumber(1))), JSONValue.Member("a", .object([.init("c", .null)])),
                JSONValue.Member("b", .number(JSONNumber(2))),
            ])
        ),
    ])
    func `valid texts give their values`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        ("", 1, 1, "there is nothing here; expected a value"),
        (" \n ", 2, 2, "there is nothing here; expected a value"),
        ("\u{FEFF}1", 1, 1, "a byte-order mark is not JSON"),
        ("1 2", 1, 3, "expected nothing after the value"),
        ("[1,\n 2,\n]", 2, 3, "a comma with nothing after it is not JSON"),
        (#"{"a":1,}"#, 1, 7, "a comma with nothing after it is not JSON"),
        ("[1 2]", 1, 4, "expected a comma or ] here"),
        (#"{"a":1 "b":2}"#, 1, 8, "expected a comma or } here"),
        ("[", 1, 2, "the text ends where a value is expected"),
        ("[1", 1, 3, "the text ends inside an array"),
        (#"{"a":1"#, 1, 7, "the text ends inside an object"),
        ("{", 1, 2, "the text ends inside an object"),
        ("{a:1}", 1, 2, "expected a member's name in double quotes"),
        (#"{"a" 1}"#, 1, 6, "expected : after the member's name"),
        ("'a'", 1, 1, "JSON strings stand in double quotes"),
        ("[NaN]", 1, 2, "NaN and Infinity are not JSON"),
        ("-Infinity", 1, 2, "expected a digit here"),
        ("// note\n1", 1, 1, "comments are not JSON"),
        ("truey", 1, 1, "expected true here"),
        ("nul", 1, 1, "expected null here"),
        ("True", 1, 1, "expected a value here"),
        ("01", 1, 1, "a number must not begin with 0"),
        ("-01", 1, 2, "a number must not begin with 0"),
        ("+1", 1, 1, "expected a value here"),
        (".5", 1, 1, "expected a value here"),
        ("1.", 1, 3, "expected a digit here"),
        ("1.e3", 1, 3, "expected a digit here"),
        ("1e", 1, 3, "expected a digit here"),
        ("1e+", 1, 4, "expected a digit here"),
        ("0x1F", 1, 2, "expected nothing after the value"),
        (#"["é🐦", x]"#, 1, 8, "expected a value here"),
        ("\"a\nb\"", 1, 3, "a control character in a string must be written as an escape"),
        (#"["abc]"#, 1, 2, "this string is not closed"),
        (#""abc\"#, 1, 6, "the text ends inside a string"),
        (#""\x41""#, 1, 2, "no such escape"),
        (#""\u00g0""#, 1, 6, "expected a hexadecimal digit here"),
        (#""\uD83D""#, 1, 2, "half of a surrogate pair stands alone"),
        (#""\uDC26""#, 1, 2, "half of a surrogate pair stands alone"),
        (#""\uD83D\u0041""#, 1, 2, "half of a surrogate pair stands alone"),
        (#""\uD83D\uD83D""#, 1, 2, "half of a surrogate pair stands alone"),
    ])
    func `invalid texts give the place of the mistake`(text: String, line: Int, column: Int, message: String) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
        #expect(error?.message == message)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(arguments: [
        ([0x22, 0xFF, 0x22] as [UInt8], 1), ([0x22, 0x61, 0xC3, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
        ([0x22, 0xC0, 0xAF, 0x22], 1),
    ])
    func `bytes that are not UTF-8 are refused where they stand`(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.offset == offset)
    }

    @Test func `nesting has a limit that is exact`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(512)) }
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: nested(513)) }
        #expect(error?.column == 513)
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: String(repeating: "[{\"a\":", count: 100_000)) }
        // Side by side is not nested.
        #expect(throws: Never.self) { try JSONValue(parsing: "[[[]],[[]],{},{}]", maximumDepth: 3) }
    }

    @Test func `numbers keep their text, and beyond a Double's digits their value`() throws {
        let large = try JSONValue(parsing: "9007199254740993")
        let beside = try JSONValue(parsing: "9007199254740992")
        #expect(large != beside)
        #expect(large.compactText == "9007199254740993")
        #expect(try JSONValue(parsing: "1e400") != JSONValue(parsing: "1e401"))
        #expect(try JSONValue(parsing: "10e400") == JSONValue(parsing: "1e401"))
        #expect(try JSONValue(parsing: "1.0") == JSONValue(parsing: "1"))
        #expect(try JSONValue(parsing: "900719925474099300e-2") == JSONValue(parsing: "9007199254740993.0"))
        #expect(
            try JSONValue(parsing: "123456789012345678901234567890").compactText == "123456789012345678901234567890")
    }
}
