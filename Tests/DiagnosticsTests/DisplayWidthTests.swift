import Diagnostics
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("鳥", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}", 2),
        ("👍", 2), ("👩‍🔬", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("🇩🇪", 2), ("\u{200B}", 0), ("│✓●", 3), ("…", 1), ("𠮷", 2),
    ])
    func countsColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("鳥鳥鳥鳥", 7, "鳥鳥..."), ("鳥鳥鳥鳥", 6, "鳥..."), ("abcdef", 2, "ab"),
        ("abcdef", 0, ""),
    ])
    func cuts(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.cut(text, to: columns, ending: "...") == expected)
    }

    @Test func pads() {
        #expect(DisplayWidth.pad("鳥", to: 4) == "鳥  ")
        #expect(DisplayWidth.pad("long", to: 2) == "long")
    }
}
