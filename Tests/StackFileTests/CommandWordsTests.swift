import Testing

@testable import StackFile

@Suite struct CommandWordsTests {
    @Test(arguments: [
        ("a b  c\td\ne", ["a", "b", "c", "d", "e"]), ("'a b' \"c d\"", ["a b", "c d"]), ("a'b'\"c\"d", ["abcd"]),
        ("''", [""]), ("a \"\" b", ["a", "", "b"]), (#"a\ b \'c \\"#, ["a b", "'c", #"\"#]),
        (#""a\"b\\c\n\$x""#, [#"a"b\c\n$x"#]), (#"'a\b'"#, [#"a\b"#]), ("  ", []),
        ("$HOME `x` *", ["$HOME", "`x`", "*"]),
        ("--path='x y'", ["--path=x y"]), ("grüße 🐦", ["grüße", "🐦"]),
    ])
    func good(text: String, words: [String]) throws {
        #expect(try CommandWords.split(text).map(\.text) == words)
    }

    @Test(arguments: [("run 'it", 4), ("\"", 0), ("a \"b\\\"", 2), ("a\\", 1)])
    func unclosed(text: String, offset: Int) {
        let failure = #expect(throws: CommandWords.Failure.self) { try CommandWords.split(text) }
        #expect(failure?.offset == offset)
    }

    @Test(
        arguments: [
            ("a | b", "|"), ("a && b", "&&"), ("a > b", ">"), ("a 2>&1", "2>&1"), ("a $(b)", "$(b)"), ("a '|' b", nil),
            ("a \\; b", nil), ("a b|c", nil), ("a 'b && c'", nil),
        ] as [(String, String?)])
    func shellSyntax(text: String, found: String?) throws {
        #expect(CommandWords.shellSyntax(in: try CommandWords.split(text))?.text == found)
    }
}
