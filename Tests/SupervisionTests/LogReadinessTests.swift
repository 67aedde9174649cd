import Linux
import StackModel
import Testing

@testable import Supervision

/// Readiness by a line.
@Suite(.timeLimit(.minutes(1))) struct LogReadinessTests {
    @Test(arguments: ["print", "complain"]) func aLineOfEitherOutputMakesItReady(word: String) async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: .log(pattern: "^up at .+:\\d+$"), word, "starting", word, "up at x:80")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.changes.values.map(\.state) == [.starting, .ready, .stopping, .stopped])
    }

    @Test func beforeTheLineItIsNotReady() async throws {
        let stack = try StackFixture()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service("web", readiness: .log(pattern: "up"), "print", "soon", "await", go, "print", "up"),
            stack.service("after", after: [0], "print", "after"),
        ]
        try await stack.run(plans) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
            #expect(supervisor.reports().map(\.state) == [.starting, .waiting])
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    /// The end of the process is told by its warden, its last line by a pipe.
    @Test func theLastLineBeforeItsEndCounts() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service("job", readiness: .log(pattern: "done"), "lines", "20000", "partly", "done", "exit", "0"),
            stack.service("after", after: [0], "print", "after"),
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.changes.first { $0.state == .completed }
        }
        let states = stack.changes.values.filter { $0.name == plans[0].name }.map(\.state)
        #expect(states == [.starting, .ready, .completed])
    }

    @Test func anEndWithoutTheLineIsFailure() async throws {
        let stack = try StackFixture()
        let plan = stack.service("job", readiness: .log(pattern: "done"), "print", "well", "exit", "0")
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "it ended with status 0 before it was ready")
            #expect(report.lastLines == ["well"])
        }
    }

    @Test func aPortMustBeHeldAsWell() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plan = stack.service(
            "web", port: port, readiness: .log(pattern: "up"), "print", "up", "await", go, "listen",
            "\(stack.address)", "\(port)")
        try await stack.run([plan]) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
            #expect(supervisor.reports()[0].state == .starting)
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test(arguments: [
        (["print", "a", "complain", "b"], "none of its 2 lines matches `up`; it waits (pid "),
        (["partly", "up"], "it has written no line, and one is to match `up`; it waits (pid "),
    ])
    func aLineThatNeverComes(words: [String], failure: String) async throws {
        let stack = try StackFixture()
        var plan = stack.service("web", readiness: .log(pattern: "up"), within: .milliseconds(1500))
        if case .process(var process) = plan.run {
            process.arguments += words
            plan.run = .process(process)
        }
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure?.hasPrefix("it was not ready within 1500 ms: \(failure)") == true, "\(report)")
            #expect(report.remedy?.contains("hold back what they write to a pipe") == true)
        }
    }

    /// Some seconds for one line.
    @Test func anExpressionThatTakesForEverHoldsUpNothingElse() async throws {
        let stack = try StackFixture()
        let line = String(repeating: "a", count: 18)
        let plans = [
            stack.service(
                "web", readiness: .log(pattern: "^(a+)+$"), within: .milliseconds(1500), "print", line + "!", "lines",
                "100", "exit", "0"),
            stack.service("beside", readiness: .log(pattern: "up"), "print", "up"),
        ]
        try await stack.run(plans) { supervisor in
            _ = try await stack.changes.first { $0.name == plans[1].name && $0.state == .ready }
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.name == plans[0].name)
            let words = "it was not ready within 1500 ms: looking for `^(a+)+$` in one of its lines takes too long"
            #expect(report.failure == words)
            #expect(report.lastLines.last?.hasSuffix("099") == true)
        }
    }

    @Test func aFloodIsHeldBackAndNothingOfItIsLost() async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: .log(pattern: "^.*z.*z.*up$"), within: .seconds(50), "lines", "60000", "print", "zz up")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0).count == 60_001)
    }

    @Test func ofALongLineTheBeginningCounts() async throws {
        let matched = Journal<Int>()
        let matcher = LogMatcher(pattern: "b$") { matched.add(0) }
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: LogMatcher.longestLine - 1) + Array("bc".utf8)
        matcher.take([long])
        _ = try await matched.first { _ in true }
        #expect(matcher.hasMatched)
    }

    @Test func aCarriageReturnIsNoPartOfTheLine() async throws {
        let matched = Journal<Int>()
        let matcher = LogMatcher(pattern: "^up$") { matched.add(0) }
        matcher.take([Array("up\r".utf8)])
        _ = try await matched.first { _ in true }
        #expect(matcher.hasMatched)
    }
}
