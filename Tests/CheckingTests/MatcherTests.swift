import StackModel
import Testing

@testable import Checking

@Suite struct MatcherTests {
    enum Kind: Sendable {
        case absent
        case text(String)
        case json(String)

        func subject() throws -> Subject {
            switch self {
            case .absent: .absent
            case .text(let text): .text(Array(text.utf8))
            case .json(let text): .json(try JSONValue(parsing: text))
            }
        }
    }

    private static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }
    private static func number(_ text: String) -> JSONNumber { JSONNumber(Double(text) ?? 0, text: text) }

    @Test(
        arguments: [
            (.equals(.string("abc")), .text("abc")),
            (.equals(.string("")), .text("")),
            (.equals(.number(number("58"))), .text("58")),
            (.equals(.bool(true)), .text("true")),
            (.equals(.null), .text("")),
            (.equals(.null), .json("null")),
            (.equals(.number(number("3"))), .json("3.0")),
            (.equals(.object([.init("a", .number(JSONNumber(1))), .init("b", .null)])), .json(#"{"b":null,"a":1.0}"#)),
            (.equals(.object([.init("a", .number(JSONNumber(1)))])), .text(#" {"a": 1} "#)),
            (.contains(.string("")), .text("")),
            (.contains(.string("cd")), .text("abcd")),
            (.contains(.string("aab")), .text("aaab")),
            (.contains(.number(number("2"))), .text("1 2 3")),
            (.contains(.number(number("2"))), .json("[1,2.0,3]")),
            (.contains(.string("x")), .json(#"["y","x"]"#)),
            (.contains(.string("y")), .json(#""xyz""#)),
            (.matches("^b.d$"), .text("bcd")),
            (.matches(#"\d{4}-\d\d"#), .json(#""on 2026-11-23""#)),
            (.matches("(?m)^b$"), .text("a\r\nb\nc")),
            (.matches("a\r\nb"), .text("a\r\nb")),
            (.startsWith("ab"), .text("abc")),
            (.endsWith("bc"), .text("abc")),
            (.endsWith(""), .text("")),
            (.oneOf([.string("a"), .number(JSONNumber(2))]), .json("2.0")),
            (.oneOf([.string("a"), .string("b")]), .text("b")),
            (.above(number("5")), .json("5.1")),
            (.below(number("5")), .text("4")),
            (.atLeast(number("5")), .json("5")),
            (.atMost(number("5")), .json("5.0")),
            (.count(.equals(.number(JSONNumber(2)))), .json("[1,2]")),
            (.count(.above(number("1"))), .json(#"{"a":1,"b":2}"#)),
            (.count(.equals(.number(JSONNumber(3)))), .text("aé🐦")),
            (.count(.equals(.number(JSONNumber(0)))), .json("[]")),
            (.type(.number), .json("1")), (.type(.integer), .json("1")), (.type(.integer), .json("1.0")),
            (.type(.number), .json("1.5")), (.type(.null), .json("null")), (.type(.boolean), .json("false")),
            (.type(.string), .json(#""""#)), (.type(.array), .json("[]")), (.type(.object), .json("{}")),
            (.type(.string), .text("1")),
            (.each(.equals(.number(JSONNumber(1)))), .json("[1,1.0,1e0]")),
            (.each(.not(.exists(false))), .json("[null]")),
            (.exists(true), .json("null")), (.exists(true), .text("")), (.exists(false), .absent),
            (.not(.exists(true)), .absent), (.not(.not(.exists(false))), .absent),
            (.all([.at(1, .exists(false))]), .absent),
            (.not(.contains(.string("x"))), .text("abc")),
            (.sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), .text("abc")),
            (.sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), .text("")),
            (.all([.at(1, .startsWith("a")), .at(2, .count(.equals(.number(JSONNumber(3)))))]), .text("abc")),
            (.all([]), .text("abc")),
        ] as [(Matcher, Kind)])
    func `met`(matcher: Matcher, kind: Kind) throws {
        var evaluation = MatcherEvaluation()
        #expect(try evaluation.findings(matcher, kind.subject()) == [])
        #expect(try evaluation.findings(.not(matcher), kind.subject()).count == 1)
    }

    @Test(
        arguments: [
            (.equals(.string("abc")), .text("abd"), #""abc""#, #""abd""#, nil),
            (
                .equals(.string("a")), .text("a\n"), #""a""#, #""a\n""#,
                "the actual text has a line feed more at its end"
            ),
            (.equals(.string("a\n")), .text("a"), #""a\n""#, #""a""#, "the actual text has no line feed at its end"),
            (.equals(.string("a")), .text(""), #""a""#, "empty", nil),
            (.equals(.string("caf\u{E9}")), .text("cafe\u{301}"), "\"caf\u{E9}\"", "\"cafe\u{301}\"", nil),
            (.equals(.number(JSONNumber(58))), .text("58.0"), "58", #""58.0""#, nil),
            (.equals(.string("a")), .absent, #""a""#, "absent", nil),
            (.equals(.number(JSONNumber(3))), .json(#""3""#), "3", #""3""#, "it is a text, not a number"),
            (.equals(.string("3")), .json("3"), #""3""#, "3", "it is a number, not a text"),
            (.equals(.null), .json("0"), "null", "0", nil),
            (.equals(.bool(true)), .json("1"), "true", "1", nil),
            (
                .equals(.object([.init("a", .array([.number(JSONNumber(1))]))])), .json(#"{"a":[2]}"#), #"{"a":[1]}"#,
                #"{"a":[2]}"#, "at $.a[0]: expected 1, it is 2"
            ),
            (
                .equals(.object([.init("a b", .null)])), .json("{}"), #"{"a b":null}"#, "{}",
                #"at $["a b"]: expected null, it is absent"#
            ),
            (.equals(.object([])), .json(#"{"x":1}"#), "{}", #"{"x":1}"#, "at $.x: expected absent, it is 1"),
            (.equals(.array([])), .json("[7]"), "[]", "[7]", "at $[0]: expected absent, it is 7"),
            (
                .equals(.array([])), .text("[1"), "[]", #""[1""#,
                "it is not JSON: line 1, column 3: the text ends inside an array"
            ),
            (.contains(.string("x")), .text("abc"), #"contains "x""#, #""abc""#, nil),
            (.contains(.string("x")), .json("[]"), #"contains "x""#, "[]", nil),
            (
                .contains(.string("a")), .json(#"{"a":1}"#), #"contains "a""#, #"{"a":1}"#,
                "it is neither a text nor a list"
            ),
            (.contains(.null), .text("null"), "contains null", #""null""#, "a text cannot contain null"),
            (.matches("^x"), .text("ax"), #"matches "^x""#, #""ax""#, nil),
            (.matches("a.b"), .text("a\r\nb"), #"matches "a.b""#, #""a\r\nb""#, nil),
            (.matches("x"), .json("1"), #"matches "x""#, "1", "it is not a text"),
            (.startsWith("b"), .text("abc"), #"starts with "b""#, #""abc""#, nil),
            (.endsWith("b"), .text("abc"), #"ends with "b""#, #""abc""#, nil),
            (.startsWith("1"), .json("1"), #"starts with "1""#, "1", "it is not a text"),
            (.oneOf([.string("a"), .null]), .json("2"), #"one of "a", null"#, "2", nil),
            (.above(JSONNumber(5)), .json("5"), "above 5", "5", nil),
            (.below(JSONNumber(5)), .json("5"), "below 5", "5", nil),
            (.atLeast(JSONNumber(5)), .text("4"), "at least 5", #""4""#, nil),
            (.atMost(JSONNumber(5)), .text("many"), "at most 5", #""many""#, "it is not a number"),
            (.above(JSONNumber(5)), .json(#""6""#), "above 5", #""6""#, "it is not a number"),
            (.count(.equals(.number(JSONNumber(3)))), .json("[1]"), "count: 3", "count: 1", nil),
            (.count(.above(JSONNumber(3))), .text("abc"), "count: above 3", "count: 3", nil),
            (.count(.equals(.number(JSONNumber(0)))), .json("7"), "count: 0", "7", "it has no count"),
            (.type(.integer), .json("1.5"), "type integer", "1.5", "its type is number"),
            (.type(.string), .json("1"), "type string", "1", "its type is integer"),
            (.type(.number), .text("1"), "type number", #""1""#, nil),
            (
                .each(.equals(.null)), .json("[]"), "each: null", "an empty list",
                "`each` needs at least one element; write `count: 0` where none is right"
            ),
            (.each(.equals(.null)), .json("{}"), "each: null", "{}", "it is not a list"),
            (.exists(true), .absent, "present", "absent", nil),
            (.exists(false), .json("null"), "absent", "null", nil),
            (.not(.exists(false)), .absent, "not: absent", "absent", nil),
            (.not(.equals(.null)), .absent, "not: null", "absent", nil),
            (.not(.equals(.number(JSONNumber(3)))), .json("3.0"), "not: 3", "3.0", nil),
            (
                .sha256("00"), .text("abc"), "sha256 00", #""abc""#,
                "the 3 bytes have the sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            ),
        ] as [(Matcher, Kind, String, String, String?)])
    func `missed`(matcher: Matcher, kind: Kind, expected: String, actual: String, explanation: String?) throws {
        var evaluation = MatcherEvaluation()
        let findings = try evaluation.findings(matcher, kind.subject())
        #expect(findings == [Finding(expected: expected, actual: actual, explanation: explanation)])
    }

    @Test func `every part of all is looked at`() throws {
        var evaluation = MatcherEvaluation()
        let findings = evaluation.findings(
            .all([
                .at(1, .startsWith("a")), .at(2, .endsWith("x")),
                .at(3, .count(.all([.at(4, .above(Self.number("1"))), .at(5, .below(Self.number("2")))]))),
            ]), .text(Array("abc".utf8)))
        #expect(findings.map(\.expected) == [#"ends with "x""#, "count: below 2"])
        #expect(findings.map(\.location?.line) == [2, 5])
    }

    @Test func `the first failing elements of each are shown, and how many there are`() throws {
        var evaluation = MatcherEvaluation()
        let value = try JSONValue(parsing: "[1,2,1,3,4,5]")
        let findings = evaluation.findings(.each(.equals(.number(JSONNumber(1)))), .json(value))
        #expect(findings.map(\.place) == ["[1]", "[3]", "[4]"])
        #expect(findings.map(\.actual) == ["2", "3", "4"])
        #expect(findings.map(\.explanation) == [nil, nil, "4 of 6 elements fail"])
    }

    @Test func `what is no regular expression is said to be none`() {
        var evaluation = MatcherEvaluation()
        let findings = evaluation.findings(.matches("("), .text([0x28]))
        #expect(findings.first?.explanation?.hasPrefix("this is no regular expression: ") == true)
    }

    @Test func `long texts are shown around their first difference`() {
        var evaluation = MatcherEvaluation()
        let lines = (1...200).map { "line \($0)\n" }.joined()
        let other = lines.replacing("line 150\n", with: "line 1x0\n")
        let finding = evaluation.findings(.equals(.string(lines)), .text(Array(other.utf8))).first
        #expect(finding?.explanation?.hasPrefix("they differ from line 150, column 7 on; ") == true)
        #expect(finding?.expected.contains("line 150\\n") == true)
        #expect(finding?.actual.contains("line 1x0\\n") == true)
        #expect(finding?.actual.hasPrefix("…\"") == true)
        #expect((finding?.actual.count ?? 0) < 200)
    }

    @Test func `what a terminal would act on is shown as escapes`() {
        var evaluation = MatcherEvaluation()
        let bytes: [UInt8] = [0x1B, 0x5B, 0x32, 0x4A, 0xFF, 0xC3, 0x28, 0x22, 0xE2, 0x80, 0xAE]
        let finding = evaluation.findings(.equals(.string("\u{9B}")), .text(bytes)).first
        #expect(finding?.actual == #""\x1B[2J\xFF\xC3(\"\u{202E}""#)
        #expect(finding?.expected == #""\u{9B}""#)
    }
}
