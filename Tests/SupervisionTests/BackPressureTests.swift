import Glibc
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// A sink that has enough of one service.
@Suite(.timeLimit(.minutes(1))) struct BackPressureTests {
    @Test func oneServiceWaitsAndTheOtherDoesNot() async throws {
        let stack = try StackFixture()
        let count = 20_000
        let isFull = Mutex(true)
        let plans = [
            stack.service("flood", readiness: .exit, "lines", "\(count)", "exit", "0"),
            stack.service("other", "print", "one", "await", "\(stack.folder.path)/go", "print", "two"),
        ]
        let lines = stack.lines
        let supervisor = try Supervisor(
            plans: plans, stateDirectory: stack.folder.path + "/state", prober: { _ in .passed },
            sink: { $0.forEach(lines.add) }, isBackedUp: { service in service == 0 && isFull.withLock { $0 } },
            observer: { _ in })
        supervisor.start()
        _ = try await lines.first { $0.service == 0 }
        _ = try await lines.first { $0.service == 1 }
        close(creat("\(stack.folder.path)/go", 0o600))
        _ = try await lines.last(of: 2) { $0.service == 1 }
        // No more than each of its two pipes had for one read.
        #expect(stack.text(of: 0).count < count / 2)
        #expect(supervisor.reports().map(\.state) == [.starting, .ready])

        isFull.withLock { $0 = false }
        supervisor.resumeReading(of: 0)
        #expect(await supervisor.whenReady() == .ready)
        #expect(stack.text(of: 0).count == count)
        supervisor.requestStop()
        await supervisor.whenFinished()
        try stack.expectNothingLeft(of: plans)
    }
}
