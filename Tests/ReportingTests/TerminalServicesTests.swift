import Diagnostics
import Reporting
import StackModel
import Testing

@Suite struct TerminalServicesTests {
    let plain = TerminalReporter()
    let all = Sample.services + [Sample.failedService]

    @Test func aLineForEachService() {
        #expect(
            plain.serviceLines(all, elapsed: .milliseconds(301)).joined(separator: "\n") == """
                  + site     ready       https://localhost:1443  3.0 ms
                  | birds    starting    http://localhost:8000   300 ms
                  . greeter  waiting     http://localhost:9000
                  x greeter  failed      it ended with status 1 before it was ready
                """)
    }

    @Test func aLineForEachServiceInColour() {
        let lines = TerminalReporter(style: .ansi).serviceLines(all, elapsed: .milliseconds(301))
        let escape = "\u{1B}"
        #expect(
            lines.prefix(2).joined(separator: "\n") == """
                \(escape)[32m  ● \(escape)[0m\(escape)[1msite\(escape)[0m     \(escape)[32mready\(escape)[0m       https://localhost:1443\(escape)[2m  3.0 ms\(escape)[0m
                \(escape)[1;33m  ◑ \(escape)[0m\(escape)[1mbirds\(escape)[0m    \(escape)[1;33mstarting\(escape)[0m    http://localhost:8000 \(escape)[2m  300 ms\(escape)[0m
                """)
    }

    @Test func whatAServiceSaysOfItselfIsShownWhileItStarts() {
        var service = Sample.services[1]
        service.status = "reading shard 3\u{1B}[2J"
        let words = "300 ms  reading shard 3\\x1B[2J"
        #expect(plain.serviceLines([service], elapsed: .milliseconds(301))[0].hasSuffix(words))
        service.state = .ready
        #expect(!plain.serviceLines([service], elapsed: .milliseconds(301))[0].contains("shard"))
    }

    @Test func theGlyphOfAStartTurns() {
        let service = [Sample.services[1]]
        let glyphs = (0..<9).map { plain.serviceLines(service, elapsed: .milliseconds($0 * 125))[0].dropFirst(2).first }
        #expect(glyphs == ["-", "\\", "|", "/", "-", "\\", "|", "/", "-"])
    }

    @Test(arguments: 40...80)
    func noLineIsWiderThanTheTerminal(width: Int) {
        var wide = Sample.services[0]
        wide.name = "鳥の名前"
        for style in [Style.plain, Style(usesColour: false, usesUnicode: true)] {
            let reporter = TerminalReporter(style: style, width: width)
            for line in reporter.serviceLines(all + [wide], elapsed: .seconds(1)) {
                #expect(DisplayWidth.of(line) <= width)
            }
        }
    }

    @Test func aCutLineSaysThatItIsCut() {
        let line = TerminalReporter(width: 40).serviceLines([Sample.failedService], elapsed: .zero)[0]
        #expect(line == "  x greeter  failed      it ended wit...")
    }

    @Test func whenThereAreTooManyTheReadyOnesGiveWay() {
        var services = (0..<50).map { ServiceReport(name: "s\($0)", state: .ready) }
        services[30].state = .starting
        services[40].state = .waiting
        let lines = plain.serviceLines(services, elapsed: .zero, rows: 5)
        #expect(lines.count == 5)
        #expect(lines.dropLast().map { $0.dropFirst(4).prefix(3) } == ["s0 ", "s1 ", "s30", "s40"])
        #expect(lines.last == "  and 46 more, 48 of 50 ready")
    }

    @Test func evenOneRowIsKept() {
        let services = (0..<9).map { ServiceReport(name: "s\($0)", state: .starting) }
        #expect(plain.serviceLines(services, elapsed: .zero, rows: 1) == ["  and 9 more, 0 of 9 ready"])
        #expect(plain.serviceLines([], elapsed: .zero, rows: 0) == [])
    }

    @Test func aPipeGetsALineForEachChange() {
        let changes = all.compactMap { plain.stateChange(from: nil, to: $0) }
        #expect(
            changes == [
                "site: ready after 3.0 ms at https://localhost:1443", "birds: starting",
                "greeter: waiting for what it depends on",
                "greeter: failed: it ended with status 1 before it was ready",
            ])
        #expect(plain.stateChange(from: Sample.services[0], to: Sample.services[0]) == nil)
        #expect(plain.stateChange(from: Sample.services[1], to: Sample.services[0]) != nil)
    }

    @Test(arguments: [ServiceReport.State.waiting, .starting, .ready, .completed, .stopping, .stopped, .failed])
    func everyStateHasItsWord(state: ServiceReport.State) {
        let service = ServiceReport(name: "s", state: state)
        #expect(plain.serviceLines([service], elapsed: .zero)[0].contains(state.rawValue))
        #expect(plain.stateChange(from: nil, to: service)?.hasPrefix("s: \(state.rawValue)") == true)
    }

    @Test func aFailedServiceShowsWhyAndItsLastLines() {
        #expect(
            plain.failure(of: Sample.failedService).joined(separator: "\n") == """
                greeter failed
                  why       it ended with status 1 before it was ready
                  help      Run `python3 greeter.py` by hand.
                  said      Traceback (most recent call last):
                            ModuleNotFoundError: No module named 'greet'
                """)
        var silent = Sample.failedService
        silent.lastLines = []
        #expect(plain.failure(of: silent).last == "  said      nothing")
    }

    @Test func whatAServiceSaysIsEscaped() {
        var service = Sample.failedService
        service.lastLines = ["\u{1B}[2J\u{1B}[31mred"]
        #expect(plain.failure(of: service).last == "  said      \\x1B[2Jred")
    }
}
