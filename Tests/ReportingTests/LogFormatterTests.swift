import Diagnostics
import Reporting
import StackModel
import Testing

@Suite struct LogFormatterTests {
    let plain = LogFormatter(services: ["site", "birds"], style: .plain)
    let ansi = LogFormatter(services: ["site", "birds"], style: .ansi)

    @Test func namesAreAligned() {
        #expect(plain.line(Array("a".utf8), of: 0) == "site  | a")
        #expect(plain.line(Array("b".utf8), of: 1) == "birds | b")
        #expect(plain.line([], of: 1) == "birds | ")
    }

    @Test(arguments: ["", "plain", "鳥", "a\u{1B}[2Jb", "\u{1B}[31mred"]) func aLineIsTheSameInBytes(_ line: String) {
        for formatter in [plain, ansi] {
            var text: [UInt8] = []
            formatter.append(Array(line.utf8), of: 1, to: &text)
            #expect(text == Array((formatter.line(Array(line.utf8), of: 1) + "\n").utf8))
        }
    }

    @Test func aLogsLineMayHaveItsTime() {
        func text(_ formatter: LogFormatter, _ stream: LogLine.Stream, showsTime: Bool) -> String {
            var text: [UInt8] = []
            formatter.append(
                LogLine(service: 0, stream: stream, time: LogTime(seconds: 0), bytes: Array("a\u{7}".utf8)),
                showsTime: showsTime, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
        #expect(text(plain, .output, showsTime: false) == "site  | a\\x07\n")
        #expect(text(plain, .error, showsTime: true) == "site  | 1970-01-01T00:00:00.000000Z a\\x07\n")
        #expect(text(ansi, .devstack, showsTime: false).hasSuffix(" \u{1B}[2ma\\x07\u{1B}[0m\n"))
    }

    @Test func coloursAreThoseOfThePlace() {
        #expect(ansi.line(Array("a".utf8), of: 0) == "\u{1B}[36msite  |\u{1B}[0m a")
        #expect(ansi.line(Array("b".utf8), of: 1) == "\u{1B}[35mbirds |\u{1B}[0m b")
    }

    @Test(
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "red", "\u{1B}[31mred\u{1B}[0m\u{1B}[0m"),
            ("\u{1B}[38;2;1;2;3mx", "x", "\u{1B}[38;2;1;2;3mx\u{1B}[0m"),
            ("\u{1B}[4:3mx", "x", "\u{1B}[4:3mx\u{1B}[0m"),
            ("\u{1B}[mx", "x", "\u{1B}[mx\u{1B}[0m"), ("\u{1B}[2Jx", "\\x1B[2Jx", "\\x1B[2Jx"),
            ("\u{1B}[31", "\\x1B[31", "\\x1B[31"), ("\u{1B}]0;title\u{7}", "\\x1B]0;title\\x07", "\\x1B]0;title\\x07"),
            ("\u{1B}[?25lx", "\\x1B[?25lx", "\\x1B[?25lx"), ("50%\r100%\r", "50%\\r100%", "50%\\r100%"),
            ("a\tb", "a\tb", "a\tb"), ("\u{9B}31m", "\\u{9B}31m", "\\u{9B}31m"), ("鳥 é 👩‍🔬", "鳥 é 👩‍🔬", "鳥 é 👩‍🔬"),
        ] as [(String, String, String)])
    func onlyColourReachesATerminal(text: String, plainly: String, coloured: String) {
        #expect(LogText.of(Array(text.utf8), keepsColour: false) == plainly)
        #expect(LogText.of(Array(text.utf8), keepsColour: true) == coloured)
    }

    @Test(
        arguments: [
            ([0xFF], "\\xFF"), ([0x61, 0xC3], "a\\xC3"), ([0xC3, 0x28], "\\xC3("),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
            ([0xC0, 0xAF], "\\xC0\\xAF"), ([0xF0, 0x9F, 0x91], "\\xF0\\x9F\\x91"), ([0xE9, 0x70], "\\xE9p"),
            ([0x00], "\\x00"),
            ([], ""),
        ] as [([UInt8], String)])
    func bytesThatAreNotTextAreEscaped(bytes: [UInt8], text: String) {
        #expect(LogText.of(bytes, keepsColour: true) == text)
    }

    @Test func everyBytePairShowsSafely() {
        for first in 0...255 {
            for second in 0...255 {
                let text = LogText.of([UInt8(first), UInt8(second)], keepsColour: true)
                #expect(!text.unicodeScalars.contains { $0 != "\t" && PrintableText.isUnsafe($0) })
            }
        }
    }
}
