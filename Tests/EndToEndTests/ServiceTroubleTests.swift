import Glibc
import Testbed
import Testing

/// Services that do what services do on a bad day.
@Suite(.timeLimit(.minutes(1)))
struct ServiceTroubleTests {
    static let check = "checks:\n  one:\n    command: 'true'\n"

    @Test("A stranger on the port is named, and nothing is started")
    func stranger() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            let stranger = try RunningProgram(["python3", "listener.py", "\(port)"], in: stack.fixture)
            await stranger.waitFor("listening")
            try stack.stack(
                """
                services:
                  first:
                    command: touch started
                  web:
                    command: python3 listener.py \(port)
                    port: \(port)
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("\(stranger.pid)"), "\(outcome.all)")
            #expect(outcome.all.contains("listener.py"), "\(outcome.all)")
            #expect(stack.fixture.read("started") == nil)
            #expect(kill(stranger.pid, 0) == 0)
            stranger.signal(SIGKILL)
            _ = await stranger.ended()
        }
    }

    @Test("A child that exits at once ends check with what it said")
    func exitsAtOnce() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  web:
                    command: [sh, -c, "echo no such database; exit 3"]
                    port: \(port)
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("web"))
            #expect(outcome.all.contains("status 3"), "\(outcome.all)")
            #expect(outcome.all.contains("no such database"), "\(outcome.all)")
        }
    }

    @Test("A child that never listens is given up on in words")
    func neverListens() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  web:
                    command: [sh, -c, "echo warming up; exec sleep 1000"]
                    port: \(port)
                    ready: {listen: true, within: 300ms}
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("127.0.0.1:\(port)"), "\(outcome.all)")
            #expect(outcome.all.contains("warming up"), "\(outcome.all)")
        }
    }

    @Test("A child that listens on another port is told so")
    func anotherPort() async throws {
        let (port, other) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [port, other]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: python3 listener.py \(other)
                    port: \(port)
                    ready: {listen: true, within: 1500ms}
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("\(other)"), "\(outcome.all)")
        }
    }

    @Test("A service that forks twice and leaves is still its own, and is ended")
    func daemonises() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: [sh, -c, "python3 listener.py \(port) daemonise; exec sleep 1000"]
                    port: \(port)
                    stop_grace_period: 500ms
                checks:
                  answers:
                    get: http://localhost:\(port)/
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test("A daemon, whose main process forks twice and leaves, is its service's own, and is ended with it")
    func leavesItself() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: python3 listener.py \(port) daemonise
                    port: \(port)
                    stop_grace_period: 500ms
                checks:
                  answers:
                    get: http://localhost:\(port)/
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test("What ignores SIGTERM is killed when its grace is over", arguments: ["ignore-term", "grandchild"])
    func ignoresTermination(word: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: python3 listener.py \(port) \(word)
                    port: \(port)
                    stop_grace_period: 200ms
                checks:
                  answers:
                    get: http://localhost:\(port)/
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test("A service that dies after it was ready ends up with status 4 and its last lines")
    func diesLater() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: python3 listener.py \(port) say=hello exit-after-connection=7
                    port: \(port)
                checks:
                  one:
                    command: 'true'
                """)
            let up = try stack.start("up")
            await up.waitFor("passed")
            _ = try await stack.program("curl", "-s", "http://127.0.0.1:\(port)/")
            let outcome = await up.ended()
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("status 7"), "\(outcome.all)")
            #expect(outcome.all.contains("hello"), "\(outcome.all)")
        }
    }

    @Test("Dependents start after what they depend on is ready, one-shots included")
    func order() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  web:
                    command: [sh, -c, "cat migrated && exec python3 listener.py \(port)"]
                    port: \(port)
                    depends_on: [migrate]
                  migrate:
                    command: [sh, -c, "echo done > migrated"]
                    ready: exit
                checks:
                  answers:
                    get: http://localhost:\(port)/
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test(
        "A missing CSV, a ragged row and a broken program are errors that name the place",
        arguments: [
            ("table: missing.csv", "missing.csv", 2 as Int32), ("table: ragged.csv", "line 3", 4),
            ("command: no-such-program-anywhere", "no-such-program-anywhere", 4),
        ])
    func cannotStart(kind: String, named: String, status: Int32) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("ragged.csv", "a,b\n1,2\n1,2,3\n")
            try stack.stack("services:\n  it:\n    \(kind)\n    port: \(port)\n\(Self.check)")
            let outcome = try await stack.run("check")
            #expect(outcome.status == status, "\(outcome.all)")
            #expect(outcome.all.contains(named), "\(outcome.all)")
        }
    }
}
