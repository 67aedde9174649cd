import Diagnostics
import Testing

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain, naïve, 鳥", "plain, naïve, 鳥"), ("a\u{1B}[2J", "a\\x1B[2J"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\r\n", "\\r\\n"), ("\u{0}\u{7F}", "\\x00\\x7F"), ("\u{9B}31m", "\\u{9B}31m"), ("\u{202E}x", "\\u{202E}x"),
        ("\u{2028}", "\\u{2028}"), ("👩‍🔬", "👩‍🔬"), ("", ""),
    ])
    func escapesWhatATerminalActsOn(text: String, expected: String) {
        #expect(PrintableText.escaped(text) == expected)
    }

    @Test func bytesHaveTwoDigits() {
        #expect(PrintableText.escape(UInt8(0x07)) == "\\x07")
        #expect(PrintableText.escape(UInt8(0xFF)) == "\\xFF")
    }
}
