import Linux
import StackModel
import Testing

@testable import Supervision

/// Servers inside this process.
@Suite(.timeLimit(.minutes(1))) struct InProcessTests {
    @Test func itIsReadyWhenItsStartReturns() async throws {
        let stack = try StackFixture()
        let server = ServerStub { ["no IPv6 here"] }
        let plan = ServicePlan(name: "site", run: .inProcess(server), readiness: .listen, address: "http://localhost:1")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            #expect(supervisor.notes() == ["site: no IPv6 here"])
            #expect(supervisor.reports()[0].address == "http://localhost:1")
            #expect(server.stopCount == 0)
        }
        #expect(server.stopCount == 1)
    }

    @Test func aStartThatThrowsIsAFailure() async throws {
        let stack = try StackFixture()
        let server = ServerStub { throw SupervisionProblem("the folder site is missing", remedy: "make it") }
        let other = ServerStub()
        let plans = [
            ServicePlan(name: "site", run: .inProcess(server), readiness: .listen),
            ServicePlan(
                name: "after", dependencies: [StackMachine.Dependency(0)], run: .inProcess(other), readiness: .listen),
        ]
        try await stack.run(plans) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure == "the folder site is missing")
            #expect(report.remedy == "make it")
        }
        #expect(server.stopCount == 1)
        #expect(other.stopCount == 0)
    }

    @Test func aStopCancelsAStart() async throws {
        let stack = try StackFixture()
        let server = ServerStub {
            try await Task.sleep(for: .seconds(50))
            return []
        }
        try await stack.run([ServicePlan(name: "site", run: .inProcess(server), readiness: .listen)]) { supervisor in
            _ = try await stack.changes.first { $0.state == .starting }
        }
        #expect(server.stopCount == 1)
    }

    @Test func oneThatNeverComesIsLate() async throws {
        let stack = try StackFixture()
        let server = ServerStub {
            try await Task.sleep(for: .seconds(50))
            return []
        }
        let plan = ServicePlan(
            name: "site", run: .inProcess(server),
            listeners: [ListenerPlan(address: InternetAddress(bytes: [127, 0, 0, 9]), port: 1)], readiness: .listen,
            within: .milliseconds(50))
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(
                report.failure
                    == "it was not ready within 50 ms: it should listen on 127.0.0.9:1, but it is still starting")
        }
    }

    @Test func noServicesAreReadyAtOnce() async throws {
        let stack = try StackFixture()
        try await stack.run([]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        // With nothing to run there is nothing to write down.
        #expect(!stack.folder.exists("state"))
    }
}
