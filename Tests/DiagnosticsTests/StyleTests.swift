import Diagnostics
import Testing

@Suite struct StyleTests {
    func style(terminal: Bool = true, _ environment: [String: String]) -> Style {
        Style.suiting(isTerminal: terminal) { environment[$0] }
    }

    @Test func aTerminalWithUTF8HasAll() {
        #expect(style(["LANG": "de_DE.UTF-8", "TERM": "xterm"]) == .ansi)
        #expect(style(["LC_ALL": "C.utf8"]) == .ansi)
    }

    @Test func anythingElseIsPlain() {
        #expect(style(terminal: false, ["LANG": "C.UTF-8"]) == .plain)
        #expect(style(["LANG": "C.UTF-8", "TERM": "dumb"]) == .plain)
    }

    @Test func noColorIsRespected() {
        let symbols = Style(usesColour: false, usesUnicode: true)
        #expect(style(["NO_COLOR": "1", "LANG": "C.UTF-8"]) == symbols)
        #expect(style(["NO_COLOR": "", "LANG": "C.UTF-8"]) == .ansi)
    }

    @Test func theLocaleDecidesOnSymbols() {
        let colour = Style(usesColour: true, usesUnicode: false)
        #expect(style(["LANG": "C"]) == colour)
        #expect(style([:]) == colour)
        #expect(style(["LC_ALL": "C", "LANG": "C.UTF-8"]) == colour)
        #expect(style(["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"]) == .ansi)
    }

    @Test func plainTextIsNotPainted() {
        #expect(Style.plain.paint("x", .error) == "x")
        #expect(Style.ansi.paint("x", .error) == "\u{1B}[1;31mx\u{1B}[0m")
        #expect(Style.ansi.paint("", .error) == "")
    }

    @Test func serviceColoursComeAgain() {
        let first = Style.ansi.paint("x", .service(0))
        #expect(Style.ansi.paint("x", .service(1)) != first)
        #expect(Style.ansi.paint("x", .service(6)) == first)
        #expect(Style.ansi.paint("x", .service(600_000)) == first)
    }
}
