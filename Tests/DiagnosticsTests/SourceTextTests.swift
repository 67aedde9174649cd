import Diagnostics
import Testing

@Suite struct SourceTextTests {
    @Test(arguments: [
        ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b", ""]), ("a\rb", ["a", "b"]), ("a\n\nb", ["a", "", "b"]),
        ("a\r\r\nb", ["a", "", "b"]), ("\u{FEFF}a\nb", ["a", "b"]),
        ("a\u{85}b\u{2028}c\u{2029}d", ["a", "b", "c", "d"]),
        ("", [""]), ("\n", ["", ""]),
    ])
    func linesAreThoseOfYAML(text: String, lines: [String]) {
        #expect(SourceText(text).lines == lines)
    }

    @Test func linesAreCountedFromOne() {
        let text = SourceText("a\nb")
        #expect(text.line(1) == "a")
        #expect(text.line(2) == "b")
        #expect(text.line(0) == nil)
        #expect(text.line(3) == nil)
        #expect(text.line(.min + 1) == nil)
    }
}
