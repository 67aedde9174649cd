import Glibc
import Testbed
import Testing

/// A second `devstack up`, which stays to show the lines of the first one's stack.
@Suite(.timeLimit(.minutes(1))) struct JoiningTests {
    /// A stack whose `api` writes a line for each line of a FIFO, and ends with status 3 at the end of it.
    private static func with(_ body: (StackFixture, Int32) async throws -> Void) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            #expect(mkfifo(stack.fixture.path("go"), 0o600) == 0)
            try stack.stack(file(port))
            let go = open(stack.fixture.path("go"), O_RDWR | O_CLOEXEC)
            defer { close(go) }
            #expect(try await stack.run("up", "--detach").status == 0)
            try await body(stack, go)
        }
    }

    private static func file(_ port: UInt16, further: String = "") -> String {
        """
        services:
          api: {command: [sh, -c, 'echo api begins; cat go; exit 3']}
          site: {files: ., port: \(port)}
        \(further)
        checks:
          site: {get: "http://localhost:\(port)/devstack.yaml"}
          red: {get: "http://localhost:\(port)/missing"}
        """
        .replacing("  red: ", with: further.contains("red") ? "  red: " : "  # ")
    }

    private static func say(_ line: String, to go: Int32) { _ = write(go, line + "\n", line.utf8.count + 1) }

    @Test func ctrlCEndsTheViewAlone() async throws {
        try await Self.with { stack, go in
            #expect(try await stack.run("stop", "api").status == 0)
            let joined = try stack.start("up")
            await joined.waitFor("next: Ctrl-C leaves the stack up; devstack down stops it")
            // It was started by this one, so its first words are news.
            await joined.waitFor("api  | api begins")
            Self.say("later", to: go)
            await joined.waitFor("api  | later")
            joined.signal(SIGINT)
            let outcome = await joined.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("is up already"))
            #expect(outcome.stdout.hasSuffix("note: the stack stays up; `devstack down` stops it\n"), "\(outcome.all)")
            #expect(outcome.stdout.split(separator: "\n").count { $0.contains("api begins") } == 1)
            #expect(try await stack.run("status").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func theEndOfTheStackEndsTheView() async throws {
        try await Self.with { stack, go in
            let joined = try stack.start("up")
            await joined.waitFor("next: Ctrl-C leaves")
            Self.say("the end", to: go)
            await joined.waitFor("the end")
            #expect(try await stack.run("down").status == 0)
            let outcome = await joined.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.hasSuffix("note: this stack has ended\n"), "\(outcome.all)")
        }
    }

    @Test func aServiceThatDiesIsItsStatus() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(Self.file(port))
            #expect(mkfifo(stack.fixture.path("go"), 0o600) == 0)
            let go = open(stack.fixture.path("go"), O_RDWR | O_CLOEXEC)
            let first = try stack.start("up")
            await first.waitFor("Ctrl-C stops the stack")
            let joined = try stack.start("up")
            await joined.waitFor("next: Ctrl-C leaves")
            close(go)
            await first.waitFor("api failed")
            #expect(await first.ended().status == 4)
            let outcome = await joined.ended()
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.stdout.contains("api"), "\(outcome.all)")
            #expect(outcome.stdout.hasSuffix("note: this stack has ended\n"), "\(outcome.all)")
        }
    }

    @Test func aKilledDevstackIsSaid() async throws {
        try await Self.with { stack, _ in
            let joined = try stack.start("up")
            await joined.waitFor("next: Ctrl-C leaves")
            let status = try await stack.run("status").stdout
            let pid = try #require(status.firstMatch(of: /\(pid (\d+)\)/).flatMap { pid_t($0.1) })
            kill(pid, SIGKILL)
            let outcome = await joined.ended()
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.stderr.contains("devstack (pid \(pid)) ended without a word"), "\(outcome.all)")
        }
    }

    @Test func twoThatStartAtOnceAreOneStack() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                "services: {one: {command: [sh, -c, 'sleep 0.1; echo up; exec sleep 600'], ready: {log: up}}}")
            let both = [try stack.start("up", "--detach"), try stack.start("up", "--detach")]
            for up in both {
                let outcome = await up.ended()
                #expect(outcome.status == 0, "\(outcome.all)")
            }
            #expect(try await stack.run("status").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func redChecksAreItsStatusAndWithDetachItReturns() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            #expect(mkfifo(stack.fixture.path("go"), 0o600) == 0)
            let go = open(stack.fixture.path("go"), O_RDWR | O_CLOEXEC)
            defer { close(go) }
            try stack.stack(Self.file(port))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(Self.file(port, further: "# red"))
            let returned = try await stack.run("up", "--detach")
            #expect(returned.status == 1, "\(returned.all)")
            #expect(!returned.stdout.contains("Ctrl-C"))
            let joined = try stack.start("up", "--report", "json=report.json")
            await joined.waitFor("next: Ctrl-C leaves")
            joined.signal(SIGTERM)
            #expect(await joined.ended().status == 1)
            #expect(try #require(stack.fixture.read("report.json")).contains("\"red\""))
            try stack.stack(Self.file(port, further: "# red").replacing("files:", with: "fiels:"))
            #expect(try await stack.run("up").status == 2)
            #expect(try await stack.run("down").status == 0)
        }
    }
}
