import Linux
import StackModel
import Testing

@testable import Supervision

/// A program with a terminal in place of pipes.
@Suite(.timeLimit(.minutes(1))) struct TerminalTests {
    private func plan(_ stack: StackFixture, readiness: Readiness = .exit, _ script: String) -> ServicePlan {
        var plan = stack.command(
            "job", readiness: readiness, environment: ["PATH=/usr/bin:/bin", "TERM=xterm"],
            ["bash", "-c", script, stack.mark])
        if case .process(var process) = plan.run {
            process.hasTerminal = true
            plan.run = .process(process)
        }
        return plan
    }

    @Test func itIsATerminalInEveryWay() async throws {
        let stack = try StackFixture()
        let script = """
            test -t 0 && test -t 1 && test -t 2 && echo all; stty size; echo error >&2; echo tty > /dev/tty
            ps -o pid=,pgid=,tpgid= -p $$ | while read p g t; do test $p = $g && test $g = $t && echo foreground; done
            printf 'no end'
            """
        try await stack.run([plan(stack, script)]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0) == ["all", "40 120", "error", "tty", "foreground", "no end"])
        #expect(Set(stack.lines.values.map(\.stream)) == [.output])
    }

    /// The end of a session's leader would throw away what its terminal still holds.
    @Test func whatItWritesLastIsThere() async throws {
        for _ in 0..<20 {
            let stack = try StackFixture()
            try await stack.run([plan(stack, "exec seq 100000 100799")]) { supervisor in
                #expect(await supervisor.whenReady() == .ready)
            }
            #expect(stack.text(of: 0) == (100_000..<100_800).map { "\($0)" })
        }
    }

    @Test func aFloodIsComplete() async throws {
        let stack = try StackFixture()
        try await stack.run([plan(stack, "seq 1000000 1099999")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        let text = stack.text(of: 0)
        #expect(text.count == 100_000 && text.enumerated().allSatisfy { Int($1) == 1_000_000 + $0 })
    }

    @Test func itIsStoppedAndStartedAgainWithANewTerminal() async throws {
        let stack = try StackFixture()
        let script = "trap 'echo told; exit 0' TERM; test -t 1 && echo up; while :; do read -r line; done"
        let service = plan(stack, readiness: .started, script)
        try await stack.run([service]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.lines.first { String(decoding: $0.bytes, as: UTF8.self) == "up" }
            let report = await supervisor.carryOut(.restart, of: service.name)
            #expect(report?.state == .ready)
            _ = try await stack.lines.last(of: 2) { String(decoding: $0.bytes, as: UTF8.self) == "up" }
        }
        #expect(stack.text(of: 0) == ["up", "told", "up", "told"])
    }

    @Test func whoIsLateIsToldOfTheTerminal() async throws {
        let stack = try StackFixture()
        var plan = stack.service(
            "quiet", readiness: .log(pattern: "ready"), within: .milliseconds(1500), "print", "on and on")
        for hasTerminal in [false, true] {
            if case .process(var process) = plan.run {
                process.hasTerminal = hasTerminal
                plan.run = .process(process)
            }
            try await stack.run([plan]) { supervisor in
                guard case .failed(let reports) = await supervisor.whenReady() else {
                    Issue.record("it is no failure")
                    return
                }
                #expect(reports[0].remedy?.contains("`tty: true`") == !hasTerminal)
            }
        }
    }

    @Test func carriageReturnsAtTheEndsOfLinesAreTheTerminals() {
        var splitter = LineSplitter(isTerminal: true)
        #expect(
            splitter.feed(Array("a\r\nb\r\r\n10%\r20%\r\nc\r".utf8)[...]).map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
                == ["a", "b", "10%\r20%"])
        #expect(splitter.finish().map(\.bytes) == [Array("c".utf8)])
        var pipe = LineSplitter()
        #expect(pipe.feed(Array("a\r\n".utf8)[...]).map(\.bytes) == [Array("a\r".utf8)])
    }
}
