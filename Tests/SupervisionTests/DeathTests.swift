import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Services that end by themselves.
@Suite(.timeLimit(.minutes(1))) struct DeathTests {
    @Test func itEndsAtOnce() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [
            stack.service("web", port: port, "print", "so be it", "complain", "no", "exit", "3"),
            stack.service("after", after: [0], "touch", "after"),
            stack.service("last", after: [1], "touch", "after"),
            stack.service("beside", "print", "up"),
        ]
        try await stack.run(plans) { supervisor in
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it must fail")
                return
            }
            #expect(reports.map(\.name) == [plans[0].name])
            #expect(reports[0].failure == "it ended with status 3")
            #expect(reports[0].lastLines.sorted() == ["no", "so be it"])
            for report in supervisor.reports()[1...2] {
                #expect(report.state == .waiting)
                #expect(report.failure == "not started: `\(plans[0].name)` failed")
            }
        }
        #expect(stack.changes.values.last { $0.name == plans[2].name }?.state == .waiting)
        #expect(stack.changes.values.last { $0.name == plans[3].name }?.failure == nil)
        #expect(!stack.folder.exists("after"))
    }

    @Test func status0OfOneWithAPortIsDeath() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        try await stack.run([stack.service("web", port: port, "exit", "0")]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "it ended with status 0, but a service with a port must keep running")
        }
    }

    @Test func status0OfOneWithoutAPortIsCompletion() async throws {
        let stack = try StackFixture()
        let plans = [stack.service("job", "exit", "0")]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.changes.first { $0.state == .completed }
        }
        #expect(stack.changes.values.last?.state == .completed)
    }

    @Test func aStatusAbove128IsNoSignal() async throws {
        let stack = try StackFixture()
        try await stack.run([stack.service("job", readiness: .exit, "exit", "137")]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "it ended with status 137")
        }
    }

    @Test func itDiesAfterItWasReady() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service(
                "web", port: port, "listen", "\(stack.address)", "\(port)", "await", go, "print", "oh", "partly", "no",
                "exit",
                "1")
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "go")
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "it ended with status 1 after it was ready")
        }
        // The line without a line feed comes with the end of the last process.
        #expect(stack.text(of: 0) == ["oh", "no"])
    }

    @Test func itIsKilledFromOutside() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [stack.service("web", port: port, "listen", "\(stack.address)", "\(port)")]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let main = try #require(
                ProcessTable.current().entries.first {
                    $0.commandLine.contains("mark \(stack.mark)")
                })
            main.signal(SIGKILL)
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "it was ended by signal 9 (SIGKILL) after it was ready")
        }
    }

    @Test func whatAFailedServiceLeavesIsEndedAtOnce() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let noted = stack.folder.path + "/noted"
        let plans = [
            stack.service("web", port: port, "fork", "stop-note", noted, "then", "exit", "1")
        ]
        let supervisor = try stack.supervisor(plans)
        supervisor.start()
        _ = await supervisor.whenServiceFails()
        supervisor.requestStop()
        await supervisor.whenFinished()
        #expect(try stack.leftovers() == [])
    }

    @Test func oneThatGoesIntoTheBackgroundIsOwned() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let noted = stack.folder.path + "/noted"
        let plans = [
            stack.service(
                "web", port: port, "daemonise", "stop-note", noted, "listen", "\(stack.address)", "\(port)", "print",
                "up")
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let daemons = try stack.leftovers().filter { $0.contains("listen") }
            #expect(daemons.count == 1)
        }
        #expect(stack.folder.exists("noted"))
    }

    @Test func oneInTheBackgroundThatEndsHasDied() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service(
                "web", port: port, "daemonise", "listen", "\(stack.address)", "\(port)", "await", go, "exit", "0")
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "go")
            let report = try #require(await supervisor.whenServiceFails())
            // Which of the two is seen first, the end of the main process or that of the other, is for the kernel to say.
            let failure = try #require(report.failure)
            let lost = "its main process ended, and nothing that it left behind listens on port \(port)"
            #expect(["what it had left in the background has ended", lost].contains(failure))
        }
    }

    @Test func aHelperLeftBehindIsNoService() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        // The helper is forked before the listener is made, so it does not hold it.
        let plans = [
            stack.service(
                "web", port: port, "fork", "print", "helping", "then", "listen", "\(stack.address)", "\(port)", "await",
                go,
                "exit", "0")
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "go")
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(failure.hasSuffix("nothing that it left behind listens on port \(port)"))
        }
    }
}
