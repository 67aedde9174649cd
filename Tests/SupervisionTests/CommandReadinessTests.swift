import Linux
import StackModel
import Testing

@testable import Supervision

/// Readiness by a command beside the service.
@Suite(.timeLimit(.minutes(1))) struct CommandReadinessTests {
    private func probe(_ stack: StackFixture, _ script: String) -> Readiness {
        .command(["/bin/sh", "-c", script, stack.mark])
    }

    @Test func itIsRunUntilItEndsWell() async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: probe(stack, "echo once >> tries; test $(wc -l < tries) -eq 3"),
            environment: ["PATH=/usr/bin:/bin"])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(try WholeFile.read(stack.folder.path + "/tries").elementsEqual("once\nonce\nonce\n".utf8))
    }

    @Test func itHasTheServicesEnvironment() async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: probe(stack, "[ \"$GREETING\" = hello ] && [ -n \"$DEVSTACK_RUN\" ]"),
            environment: ["GREETING=hello"])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test(arguments: [
        ("echo no; echo not yet >&2; echo >&2; exit 3", "it ended with status 3, saying: not yet"),
        ("echo still closed; exit 1", "it ended with status 1, saying: still closed"),
        ("kill -9 $$", "it was ended by signal 9 (SIGKILL)"),
    ])
    func itsLastRunIsTold(script: String, words: String) async throws {
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: probe(stack, script), within: .seconds(5), environment: ["PATH=/bin"])
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(failure.hasPrefix("it was not ready within 5 s: `/bin/sh -c "))
            #expect(failure.contains("\(stack.mark)`: \(words); it waits (pid "), "\(failure)")
        }
    }

    @Test func oneThatIsNoProgramIsTold() async throws {
        let stack = try StackFixture()
        let plan = stack.service("web", readiness: .command(["./no-such"]), within: .seconds(5))
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let words = "`./no-such`: it could not be started: ./no-such does not exist, seen from "
            #expect(report.failure?.contains(words) == true, "\(report)")
        }
    }

    /// A child in a session of its own that ignores SIGTERM, and the stack is told to stop.
    @Test func whenTheStackStopsNothingOfItIsLeft() async throws {
        let stack = try StackFixture()
        let begun = stack.folder.path + "/begun"
        let plans = [
            ServicePlan(
                name: "web-\(stack.mark)", run: stack.service("web", "print", "up").run,
                readiness: .command([
                    "\(StackFixture.products)/service-fixture", "mark", stack.mark, "fork", "session", "ignore", "15",
                    "touch", begun, "then", "ignore", "15",
                ])),
            stack.service("beside", "await", begun, "print", "begun"),
        ]
        try await stack.run(plans) { _ in
            _ = try await stack.lines.first { $0.service == 1 }
        }
    }

    @Test func itIsReadyOnlyAfterItHoldsItsPort() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plan = stack.service(
            "web", port: port, readiness: probe(stack, "echo asked > asked"), "print", "up", "await", go, "listen",
            "\(stack.address)", "\(port)")
        try await stack.run([plan]) { supervisor in
            _ = try await stack.lines.first { $0.service == 0 }
            #expect(!stack.folder.exists("asked"))
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
            #expect(stack.folder.exists("asked"))
        }
    }
}
