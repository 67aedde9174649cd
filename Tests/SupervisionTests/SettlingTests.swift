import Linux
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// Waiting until nothing is about to change.
@Suite(.timeLimit(.minutes(1))) struct SettlingTests {
    @Test func aStackThatStartsIsWaitedFor() async throws {
        let stack = try StackFixture()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service("web", readiness: .log(pattern: "up"), "print", "soon", "await", go, "print", "up"),
            stack.service("after", after: [0], "print", "after"),
        ]
        try await stack.run(plans) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
            let isSettled = Mutex(false)
            async let settled: Void = {
                await supervisor.whenSettled()
                isSettled.withLock { $0 = true }
            }()
            #expect(!isSettled.withLock { $0 })
            try stack.folder.write("", to: "go")
            await settled
            #expect(supervisor.reports().map(\.state) == [.ready, .ready])
        }
    }

    @Test func aFailureAndWhatWaitsForItAreAtRest() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service("web", readiness: .exit, "exit", "1"), stack.service("after", after: [0], "print", "up"),
        ]
        try await stack.run(plans) { supervisor in
            await supervisor.whenSettled()
            #expect(supervisor.reports().map(\.state) == [.failed, .waiting])
        }
    }

    @Test func theEndOfTheStackIsTheEndOfTheWait() async throws {
        let stack = try StackFixture()
        let plan = stack.service("web", readiness: .log(pattern: "never"), "print", "up")
        try await stack.run([plan]) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
            async let settled: Void = supervisor.whenSettled()
            supervisor.requestStop()
            await settled
            #expect(supervisor.reports().map(\.state) == [.stopped])
        }
    }
}
