import Glibc
import Testbed
import Testing

/// A stack that is up and not where, or whose, it is looked for.
@Suite(.timeLimit(.minutes(1))) struct StrandedStackTests {
    @Test func oneWhoseFileIsGoneCanBeStopped() async throws {
        try await StackFixture.with { stack in
            try stack.stack("services: {one: {command: [sleep, '600']}}")
            #expect(try await stack.run("up", "--detach").status == 0)
            unlink(stack.fixture.path("devstack.yaml"))
            let status = try await stack.run("status")
            #expect(status.status == 0 && status.stdout.contains("one"), "\(status.all)")
            #expect(try await stack.run("logs").status == 0)
            #expect(try await stack.run("down").status == 0)
            let again = try await stack.run("status")
            #expect(again.status == 4 && again.stderr.contains("there is no stack file here"), "\(again.all)")
        }
    }

    @Test(
        "Another user's stack is said to be that, in place of one that does not answer",
        .enabled(if: geteuid() == 0, "only root can become another user"))
    func anotherUsers() async throws {
        try await StackFixture.with { stack in
            try stack.stack("services: {one: {command: [sleep, '600']}}")
            #expect(try await stack.program("cp", StackFixture.binary, "devstack").status == 0)
            #expect(try await stack.run("up", "--detach").status == 0)
            chmod(stack.fixture.folder, 0o755)
            chmod(stack.fixture.path(".devstack"), 0o755)
            for command in ["status", "down", "reload"] {
                let outcome = try await stack.program(
                    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "./devstack", command)
                #expect(outcome.status == 4, "\(outcome.all)")
                #expect(
                    outcome.stderr.contains("of user root") && outcome.stderr.contains("Ask as root."), "\(outcome.all)"
                )
            }
            #expect(try await stack.run("down").status == 0)
        }
    }
}
