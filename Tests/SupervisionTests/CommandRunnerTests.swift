import Linux
import StackModel
import Testing

@testable import Supervision

/// Commands that are run to their end.
@Suite(.timeLimit(.minutes(1))) struct CommandRunnerTests {
    private func plan(_ stack: StackFixture, _ words: String...) -> ProcessPlan {
        ProcessPlan(
            arguments: ["\(StackFixture.products)/service-fixture", "mark", stack.mark] + words, environment: [],
            workingDirectory: stack.folder.path)
    }

    private func run(
        _ process: ProcessPlan, _ stack: StackFixture, timeout: Duration = .seconds(600), limit: Int = 1 << 20
    ) async throws -> CommandOutcome {
        try await CommandRunner(mark: RunMark()).run(
            process, name: "check-\(stack.mark)", timeout: timeout, limit: limit)
    }

    @Test func statusAndOutputs() async throws {
        let stack = try StackFixture()
        let outcome = try await run(
            plan(stack, "print", "fine", "complain", "less so", "partly", "end", "exit", "4"), stack)
        #expect(outcome.ending == .exited(4))
        #expect(String(decoding: outcome.stdout.bytes, as: UTF8.self) == "fine\nend")
        #expect(String(decoding: outcome.stderr.bytes, as: UTF8.self) == "less so\n")
        #expect(!outcome.stdout.isTruncated)
        #expect(try stack.leftovers() == [])
    }

    @Test func aSignalIsNoStatus() async throws {
        let stack = try StackFixture()
        let process = ProcessPlan(
            arguments: ["/bin/sh", "-c", "kill -SEGV $$"], environment: [], workingDirectory: stack.folder.path)
        #expect(try await run(process, stack).ending == .signalled(11))
    }

    @Test func whatItLeavesIsEnded() async throws {
        let stack = try StackFixture()
        let outcome = try await run(
            plan(stack, "fork", "session", "ignore", "15", "then", "print", "left one", "exit", "0"), stack)
        #expect(outcome.ending == .exited(0))
        #expect(try stack.leftovers() == [])
    }

    @Test func oneThatTakesTooLongIsEnded() async throws {
        let stack = try StackFixture()
        let outcome = try await run(plan(stack, "ignore", "15", "print", "on"), stack, timeout: .milliseconds(200))
        #expect(outcome.ending == .timedOut)
        #expect(try stack.leftovers() == [])
    }

    @Test func whatIsBeyondTheLimitIsDropped() async throws {
        let stack = try StackFixture()
        let outcome = try await run(plan(stack, "lines", "5000", "exit", "0"), stack, limit: 1000)
        #expect(outcome.ending == .exited(0))
        #expect(outcome.stdout.bytes.count == 1000)
        #expect(outcome.stdout.isTruncated)
        #expect(outcome.stderr == CommandOutcome.Output([]))
    }

    @Test func oneThatCannotBeStartedSaysWhy() async throws {
        let stack = try StackFixture()
        let process = ProcessPlan(arguments: ["./none"], environment: [], workingDirectory: stack.folder.path)
        let outcome = try await run(process, stack)
        #expect(outcome == CommandOutcome(.notStarted("./none does not exist, seen from \(stack.folder.path)")))
        #expect(try stack.leftovers() == [])
    }

    @Test func aCancelledTaskEndsIt() async throws {
        let stack = try StackFixture()
        let up = stack.folder.path + "/up"
        let process = plan(stack, "ignore", "15", "touch", up)
        let task = Task { try await run(process, stack) }
        let thread = try EventThread.shared()
        while !stack.folder.exists("up") { await thread.sleep(until: .now + .milliseconds(2)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try stack.leftovers() == [])
    }
}
