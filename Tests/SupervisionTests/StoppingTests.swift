import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// How a stack is ended.
@Suite(.timeLimit(.minutes(1))) struct StoppingTests {
    @Test func dependentsStopFirst() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service("base", "print", "up"),
            stack.service("middle", after: [0], "print", "up"),
            stack.service("top", after: [1], "print", "up"),
            stack.service("beside", "print", "up"),
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        let order = stack.changes.values.map { "\($0.name.prefix(3)) \($0.state)" }
        func place(_ change: String) throws -> Int { try #require(order.firstIndex(of: change)) }
        #expect(try place("top stopped") < place("mid stopping"))
        #expect(try place("mid stopped") < place("bas stopping"))
        #expect(try place("bes stopping") < place("top stopped"))
    }

    @Test func theStopSignalIsTheGivenOne() async throws {
        let stack = try StackFixture()
        var plan = stack.service("web", "ignore", "15", "print", "up")
        plan.stopSignal = SIGUSR1
        try await stack.run([plan]) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
        }
        #expect(stack.changes.values.last?.state == .stopped)
    }

    @Test func oneThatIgnoresItIsKilledAfterItsGrace() async throws {
        let stack = try StackFixture()
        let plans = [stack.service("web", grace: .milliseconds(100), "ignore", "15", "print", "up")]
        try await stack.run(plans) { _ in
            _ = try await stack.lines.first { $0.service == 0 }
        }
        #expect(stack.changes.values.last?.state == .stopped)
    }

    @Test func aGrandchildInASessionOfItsOwnIsKilledToo() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service(
                "web", grace: .milliseconds(100), "fork", "session", "ignore", "15", "fork", "session", "print", "deep",
                "then", "then")
        ]
        try await stack.run(plans) { _ in
            _ = try await stack.lines.first { $0.bytes == Array("deep".utf8) }
        }
        #expect(stack.changes.values.last?.state == .stopped)
    }

    /// Its main process has ended well; what that left in the background goes on.
    @Test func aCompletedServiceIsStoppedWhenNothingOfItIsLeft() async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "job", readiness: .exit, grace: .milliseconds(100), "fork", "ignore", "15", "print", "left", "then", "exit",
            "0")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.lines.first { $0.bytes == Array("left".utf8) }
            func left() throws -> [String] { try stack.leftovers().filter { $0.contains("print left") } }
            let before = try left()
            #expect(before.count == 1)
            _ = await supervisor.carryOut(.stop, of: plan.name)
            let after = try left()
            #expect(after == [])
        }
    }

    @Test func theSecondRequestDoesNotWait() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service("web", grace: .seconds(50), "ignore", "15", "print", "up"),
            stack.service("after", after: [0], grace: .seconds(50), "ignore", "15", "print", "up"),
        ]
        let supervisor = try stack.supervisor(plans)
        supervisor.start()
        _ = try await stack.lines.first { $0.service == 1 }
        supervisor.requestStop()
        _ = try await stack.changes.first { $0.state == .stopping }
        supervisor.forceStop()
        await supervisor.whenFinished()
        try stack.expectNothingLeft(of: plans)
    }

    @Test func aStoppedProcessIsEnded() async throws {
        let stack = try StackFixture()
        let plans = [stack.service("web", grace: .seconds(50), "print", "up")]
        try await stack.run(plans) { _ in
            _ = try await stack.lines.first { $0.service == 0 }
            let main = try #require(
                ProcessTable.current().entries.first { $0.commandLine.contains("mark \(stack.mark)") })
            main.signal(SIGSTOP)
        }
    }

    @Test func aStopBeforeTheStartStartsNothing() async throws {
        let stack = try StackFixture()
        let plans = [stack.service("web", "touch", stack.folder.path + "/started")]
        let supervisor = try stack.supervisor(plans)
        supervisor.requestStop()
        await supervisor.whenFinished()
        supervisor.start()
        #expect(await supervisor.whenReady() == .stopped)
        #expect(!stack.folder.exists("started"))
        #expect(try stack.leftovers() == [])
        // Nor does it keep the next run from starting, as long as it lives.
        try await stack.run([stack.service("next", "print", "up")]) { next in
            #expect(await next.whenReady() == .ready)
        }
        withExtendedLifetime(supervisor) {}
    }

    @Test func aStopWhileItStarts() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [
            stack.service("web", port: port, "print", "up"),
            stack.service("after", after: [0], "touch", "after"),
        ]
        let supervisor = try stack.supervisor(plans)
        supervisor.start()
        _ = try await stack.changes.first { $0.state == .starting }
        supervisor.requestStop()
        #expect(await supervisor.whenReady() == .stopped)
        await supervisor.whenFinished()
        try stack.expectNothingLeft(of: plans)
        #expect(supervisor.reports().map(\.state) == [.stopped, .waiting])
    }
}
