import Glibc
import Testbed
import Testing

/// What is started again with another service: its asker waits for it, and is told of it.
@Suite(.timeLimit(.minutes(1))) struct DependentTests {
    private func with(_ body: (StackFixture) async throws -> Void) async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.file("one"))
            try stack.fixture.write("ok", "")
            #expect(try await stack.run("up", "--detach").status == 0)
            try await body(stack)
            _ = try await stack.run("down")
        }
    }

    private static func file(_ value: String) -> String {
        """
        services:
          other: {command: [sleep, '600']}
          db: {command: [sleep, '600'], environment: {VALUE: \(value)}}
          api:
            command: [sh, -c, "sleep 0.3; test -e ok || { echo not ok; exit 3; }; echo begun; exec sleep 600"]
            ready: {log: begun}
            depends_on: {db: {restart: true}}
        """
    }

    @Test func restartWaitsForThem() async throws {
        try await with { stack in
            let fine = try await stack.run("restart", "db")
            #expect(fine.status == 0, "\(fine.all)")
            let lines = fine.stdout.split(separator: "\n").dropFirst().map { $0.split(separator: " ").dropFirst() }
            #expect(lines.map { $0.prefix(2).joined(separator: " ") } == ["db ready", "api ready"], "\(fine.all)")

            unlink(stack.fixture.path("ok"))
            let failed = try await stack.run("restart", "db")
            #expect(failed.status == 4 && failed.stdout.contains("not ok"), "\(failed.all)")
            // That is its asker's to know; the stack stays up.
            let status = try await stack.run("status")
            #expect(status.status == 4 && status.stdout.contains("other  ready"), "\(status.all)")
        }
    }

    @Test func reloadNamesThemAndWaitsForThem() async throws {
        try await with { stack in
            try stack.stack(Self.file("two"))
            let dry = try await stack.run("reload", "--dry-run")
            #expect(dry.stdout.contains("db   would be restarted: environment.VALUE changed"), "\(dry.all)")
            #expect(dry.stdout.contains("api  would be restarted with db"), "\(dry.all)")
            unlink(stack.fixture.path("ok"))
            let failed = try await stack.run("reload")
            #expect(failed.status == 4 && failed.stdout.contains("not ok"), "\(failed.all)")
            let status = try await stack.run("status")
            #expect(status.status == 4 && status.stdout.contains("other  ready"), "\(status.all)")
        }
    }

    /// What a service needs is started for it: that it fails is the asker's to know, too.
    @Test func whatIsStartedForItMayFail() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                """
                services:
                  other: {command: [sleep, '600']}
                  db: {command: [sh, -c, 'test -e bad && exit 3; echo up; exec sleep 600'], ready: {log: up}, profiles: [more]}
                  api: {command: [sleep, '600'], depends_on: [db], profiles: [more]}
                """)
            #expect(try await stack.run("up", "--detach", "--profile", "more").status == 0)
            #expect(try await stack.run("stop", "api", "db").status == 0)
            try stack.fixture.write("bad", "")
            let start = try await stack.run("start", "api")
            let status = try await stack.run("status")
            #expect(start.status == 4 && status.stdout.contains("other  ready"), "\(start.all) \(status.all)")
            _ = try await stack.run("down")
        }
    }

    @Test func aReloadOfAStackThatIsStoppedSaysSo() async throws {
        try await StackFixture.with { stack in
            func file(_ ready: String) -> String { "services: {one: {command: [sleep, '600']\(ready)}}" }
            try stack.stack(file(""))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(file(", ready: {log: never, within: 60s}"))
            let reload = try stack.start("reload")
            var isStarting = false
            while !isStarting {
                isStarting = try await stack.run("status").stdout.contains("starting")
            }
            #expect(try await stack.run("down").status == 0)
            let outcome = await reload.ended()
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("the stack was stopped meanwhile"), "\(outcome.all)")
        }
    }

    @Test func aReloadOfAStackThatStopsIsRefusedInWords() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                """
                services: {one: {command: [sh, -c, "trap '' TERM; echo up; while :; do sleep 1; done"], ready: {log: up}, stop_grace_period: 2s}}
                """)
            #expect(try await stack.run("up", "--detach").status == 0)
            let down = try stack.start("down")
            while try await !stack.run("status").stdout.contains("stopping") {}
            let reload = try await stack.run("reload")
            #expect(reload.status == 4, "\(reload.all)")
            #expect(reload.all.contains("the stack is being stopped"), "\(reload.all)")
            #expect(!reload.all.contains("SupervisionProblem") && !reload.all.contains("ulimit"), "\(reload.all)")
            #expect(await down.ended().status == 0)
        }
    }

    @Test func whatIsBeingStoppedStaysSo() async throws {
        try await StackFixture.with { stack in
            func file(_ word: String) -> String {
                """
                services:
                  other: {command: [sleep, '600']}
                  one: {command: [sh, -c, "trap 'sleep 1; exit 0' TERM; echo \(word); while :; do sleep 0.1; done"], ready: {log: \(word)}}
                """
            }
            try stack.stack(file("before"))
            #expect(try await stack.run("up", "--detach").status == 0)
            let stop = try stack.start("stop", "one")
            while try await !stack.run("status").stdout.contains("stopping") {}
            try stack.stack(file("after"))
            let reload = try await stack.run("reload")
            #expect(reload.status == 0, "\(reload.all)")
            #expect(await stop.ended().status == 0)
            #expect(try await stack.run("status").stdout.contains("one    stopped"))
            // What it was to become, it is once it is started.
            #expect(try await stack.run("start", "one").status == 0)
            #expect(try #require(stack.fixture.read(".devstack/logs/one.log")).contains("out after"))
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aServerInAChildThatDoesNotComeBackIsNotReady() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let file = "services: {other: {command: [sleep, '600']}, kid: {files: ., port: \(port), run: child}}\n"
            try stack.stack(file)
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("restart", "kid").status == 0)
            try stack.stack(file + "x: 1\n")
            let broken = try await stack.run("restart", "kid")
            #expect(broken.status == 4 && broken.stdout.contains("is not a word"), "\(broken.all)")
            try stack.stack("services: {other: {command: [sleep, '600']}}\n")
            let missing = try await stack.run("restart", "kid")
            #expect(missing.status == 4 && missing.stdout.contains("has no service kid any more"), "\(missing.all)")
            try stack.stack(file)
            #expect(try await stack.run("restart", "kid").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }
}
