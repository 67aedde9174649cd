import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

@Suite struct DiagnosticRendererTests {
    static let file = "devstack.yaml"
    static let source = SourceText(
        """
        name: birds
        services:
          site:
            files: site
            prot: 1443
          other:
            port: 1443
        """)

    static func at(_ line: Int, _ column: Int, _ length: Int = 1) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column, length: length)
    }

    func render(_ diagnostic: Diagnostic, _ text: String? = nil, style: Style = .plain, width: Int = 100) -> String {
        let source = text.map(SourceText.init) ?? Self.source
        return DiagnosticRenderer(style: style, width: width, sources: [Self.file: source]).render([diagnostic])
    }

    /// The line of source and the line of carets below it.
    func excerpt(_ line: String, column: Int, length: Int = 1, style: Style = .plain, width: Int = 100) -> [String] {
        let text = render(
            Diagnostic(.error, "E001", "m", at: Self.at(1, column, length)), line, style: style, width: width)
        return text.split(separator: "\n").dropFirst(2).map(String.init)
    }

    @Test func showsTheLineTheCaretAndTheRemedy() {
        let diagnostic = Diagnostic(
            .error, "E012", "`prot` is not a key of a service", at: Self.at(5, 5, 4), remedy: "Did you mean `port`?")
        #expect(
            render(diagnostic) == """
                devstack.yaml:5:5: error[E012]: `prot` is not a key of a service
                  |
                5 |     prot: 1443
                  |     ^^^^
                  = help: Did you mean `port`?

                """)
    }

    @Test func notesHaveTheirOwnPlaces() {
        let diagnostic = Diagnostic(
            .warning, "W002", "two services on one port", at: Self.at(7, 11, 4),
            notes: [.init("the first is here", at: Self.at(5, 11, 4)), .init("a port has one listener")])
        #expect(
            render(diagnostic) == """
                devstack.yaml:7:11: warning[W002]: two services on one port
                  |
                7 |     port: 1443
                  |           ^^^^
                devstack.yaml:5:11: note: the first is here
                  |
                5 |     prot: 1443
                  |           ^^^^
                  = note: a port has one listener

                """)
    }

    @Test func coloursOnATerminal() {
        let diagnostic = Diagnostic(.error, "E012", "wrong", at: Self.at(5, 5, 4), remedy: "Do this.\nThen that.")
        let escape = "\u{1B}"
        #expect(
            render(diagnostic, style: .ansi) == """
                \(escape)[1mdevstack.yaml:5:5:\(escape)[0m \(escape)[1;31merror[E012]\(escape)[0m: \(escape)[1mwrong\(escape)[0m
                \(escape)[2m  │\(escape)[0m
                \(escape)[2m5 │\(escape)[0m     prot: 1443
                \(escape)[2m  │\(escape)[0m     \(escape)[1;31m^^^^\(escape)[0m
                  \(escape)[2m=\(escape)[0m \(escape)[36mhelp\(escape)[0m: Do this.
                          Then that.

                """)
    }

    @Test func aDiagnosticWithoutAPlaceIsOneLine() {
        #expect(render(Diagnostic(.error, "E100", "no such file")) == "error[E100]: no such file\n")
    }

    @Test func aFileWithoutItsTextShowsThePlaceAlone() {
        let elsewhere = SourceLocation(file: "birds.csv", line: 3, column: 1)
        #expect(render(Diagnostic(.error, "E200", "ragged", at: elsewhere)) == "birds.csv:3:1: error[E200]: ragged\n")
        #expect(render(Diagnostic(.error, "E200", "m", at: Self.at(99, 1))) == "devstack.yaml:99:1: error[E200]: m\n")
    }

    @Test func nothingToShowIsNothing() {
        #expect(DiagnosticRenderer().render([]) == "")
    }

    @Test func numbersOfOneDiagnosticAlign() {
        let text = String(repeating: "x\n", count: 12)
        let diagnostic = Diagnostic(
            .error, "E1", "m", at: Self.at(9, 1), remedy: "r", notes: [.init("n", at: Self.at(10, 1))])
        #expect(
            render(diagnostic, text) == """
                devstack.yaml:9:1: error[E1]: m
                   |
                 9 | x
                   | ^
                   = help: r
                devstack.yaml:10:1: note: n
                   |
                10 | x
                   | ^

                """)
    }

    @Test func tabsCountAsOneColumnAndShowAsSpaces() {
        #expect(excerpt("\tkey:\tvalue", column: 7, length: 5) == ["1 |     key:    value", "  |             ^^^^^"])
        #expect(excerpt("ab\tc", column: 3) == ["1 | ab  c", "  |   ^^"])
    }

    @Test func wideCharactersTakeTwoColumns() {
        #expect(excerpt("名前: 鳥 x", column: 5, length: 1) == ["1 | 名前: 鳥 x", "  |       ^^"])
        #expect(excerpt("👩‍🔬: v", column: 6, length: 1) == ["1 | 👩‍🔬: v", "  |     ^"])
        #expect(excerpt("e\u{301}a: v", column: 3, length: 1) == ["1 | e\u{301}a: v", "  |  ^"])
    }

    @Test func aPlaceBehindTheLineHasItsCaretThere() {
        #expect(excerpt("key:", column: 5) == ["1 | key:", "  |     ^"])
        #expect(excerpt("key:", column: 90, length: 7) == ["1 | key:", "  |     ^"])
    }

    @Test func aLengthBehindTheLineEndsWithIt() {
        #expect(excerpt("key: value", column: 6, length: 400) == ["1 | key: value", "  |      ^^^^^"])
    }

    @Test func anEmptyLineHasACaret() {
        #expect(excerpt("", column: 1) == ["1 |", "  | ^"])
    }

    @Test func longLinesShowThePartThatMatters() {
        let line = String(repeating: "a", count: 200) + "BAD" + String(repeating: "z", count: 200)
        #expect(
            excerpt(line, column: 201, length: 3, width: 34)
                == ["1 | ...aaaaaaaaaaBADzzzzzzzzzzz...", "  |              ^^^"])
    }

    @Test(arguments: [1, 2, 10, 199, 200, 201, 300, 399, 400, 401], [20, 34, 57, 100])
    func theCaretIsAlwaysUnderItsCharacter(column: Int, width: Int) {
        // Each character of the line tells its own column modulo 26.
        let letters = (0..<400).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) }
        for style in [Style.plain, Style(usesColour: false, usesUnicode: true)] {
            let lines = excerpt(String(letters), column: column, style: style, width: width)
            let text = Array(lines[0].dropFirst(4))
            let indent = lines[1].dropFirst(4).prefix { $0 == " " }.count
            #expect(lines[0].count <= width)
            #expect(lines[1].hasSuffix("^") && !lines[1].hasSuffix("^^"))
            if column <= 400 {
                #expect(text[indent] == letters[column - 1])
            } else {
                #expect(indent == text.count)
            }
        }
    }

    @Test func aLongUnderlineStaysInsideTheWindow() {
        let lines = excerpt(String(repeating: "x", count: 500), column: 1, length: 500, width: 40)
        #expect(lines[0].count <= 40)
        #expect(lines[1].count <= 40)
        #expect(lines[1].contains("^^^^^^^^"))
    }

    @Test func controlCharactersReachNoTerminal() {
        #expect(excerpt("a\u{1B}[31mb\u{202E}c", column: 8) == ["1 | a?[31mb?c", "  |        ^"])
        let line = DiagnosticRenderer().line(of: Diagnostic(.error, "E1", "bad \u{1B}]0;x\u{7} name\nsecond"))
        #expect(line == "error[E1]: bad \\x1B]0;x\\x07 name\\nsecond")
    }

    @Test func twentyAreShownAndTheRestCounted() {
        let many = (1...23).map { Diagnostic(.error, "E\($0)", "m") }
        let text = DiagnosticRenderer().render(many)
        #expect(text.contains("error[E20]"))
        #expect(!text.contains("error[E21]"))
        #expect(text.hasSuffix("\n\nand 3 more\n"))
        #expect(DiagnosticRenderer(limit: 23).render(many).hasSuffix("error[E23]: m\n"))
    }

    @Test func whereNotAllFitErrorsComeFirst() {
        let warnings = (1...20).map { Diagnostic(.warning, "W\($0)", "m", at: Self.at(1, 1)) }
        let text = DiagnosticRenderer().render(warnings + [Diagnostic(.error, "E1", "m", at: Self.at(2, 1))])
        #expect(text.hasPrefix("devstack.yaml:2:1: error[E1]: m\n"))
    }

    @Test func theOrderIsThatOfTheFile() {
        let text = DiagnosticRenderer().render([
            Diagnostic(.error, "E3", "m", at: Self.at(7, 1)), Diagnostic(.error, "E2", "m", at: Self.at(2, 9)),
            Diagnostic(.error, "E1", "m", at: Self.at(2, 3)), Diagnostic(.error, "E0", "m"),
        ])
        #expect(
            text == """
                error[E0]: m

                devstack.yaml:2:3: error[E1]: m

                devstack.yaml:2:9: error[E2]: m

                devstack.yaml:7:1: error[E3]: m

                """)
    }
}
