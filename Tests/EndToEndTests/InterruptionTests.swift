import Glibc
import Testbed
import Testing

/// Ctrl-C and SIGKILL, in each phase of a run.
@Suite(.timeLimit(.minutes(1)))
struct InterruptionTests {
    /// A phase that lasts until it is interrupted.
    enum Phase: String, CaseIterable, Sendable {
        case starting
        case checking
        case up
        case stopping
    }

    /// Starts devstack so that it stays in this phase, and waits until it is there.
    private func reach(_ phase: Phase, _ stack: StackFixture, port: UInt16) async throws -> RunningProgram {
        try stack.writeListener()
        let words = phase == .stopping ? " ignore-term" : ""
        let waiting =
            phase == .starting
            ? "\n  never:\n    command: [sh, -c, 'echo begun; exec sleep 1000']\n    ready: exit" : ""
        let check = phase == .checking ? "[sh, -c, 'touch checking; exec sleep 1000']" : "'true'"
        try stack.stack(
            """
            services:
              web:
                command: python3 listener.py \(port)\(words) grandchild
                port: \(port)
                stop_grace_period: \(phase == .stopping ? "60s" : "300ms")\(waiting)
            checks:
              one:
                command: \(check)
                timeout: 60s
            """)
        let command = phase == .up ? "up" : "check"
        let program = try stack.start(command)
        switch phase {
        case .starting:
            try await file("log of never", contains: "begun", at: stack.fixture.path(".devstack/logs/never.log"))
        case .checking: try await file("check", contains: "", at: stack.fixture.path("checking"))
        case .up: await program.waitFor("passed")
        case .stopping: await program.waitFor("stopping")
        }
        return program
    }

    private func file(_ what: String, contains text: String, at path: String) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while readWhole(path)?.contains(text) != true, text.isEmpty ? access(path, F_OK) != 0 : true {
            try #require(ContinuousClock.now < end, "\(what) never came")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test("Ctrl-C stops everything", arguments: [Phase.starting, .checking, .up])
    func interrupt(phase: Phase) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let program = try await reach(phase, stack, port: port)
            program.signal(SIGINT)
            let outcome = await program.ended()
            #expect(outcome.status == (phase == .up ? 0 : 130), "\(outcome.all)")
        }
    }

    @Test("An `up` that is interrupted in its checks says what became of them")
    func interruptChecksOfUp() async throws {
        try await StackFixture.with(ports: []) { stack in
            try stack.stack(
                """
                services: {one: {command: sleep 1000}}
                checks: {slow: {command: [sh, -c, 'touch checking; exec sleep 1000'], timeout: 60s}}
                """)
            let program = try stack.start("up")
            try await file("check", contains: "", at: stack.fixture.path("checking"))
            program.signal(SIGINT)
            let outcome = await program.ended()
            #expect(outcome.status == 0 && outcome.all.contains("no checks ran, 1 skipped"), "\(outcome.all)")
        }
    }

    @Test("An `up` without checks says once that it is up, and nothing of checks when it ends")
    func interruptUpWithoutChecks() async throws {
        try await StackFixture.with(ports: []) { stack in
            try stack.stack("services: {one: {command: sleep 1000}}")
            let program = try stack.start("up")
            await program.waitFor("Ctrl-C")
            program.signal(SIGINT)
            let outcome = await program.ended()
            #expect(outcome.status == 0 && !outcome.all.contains("no checks"), "\(outcome.all)")
        }
    }

    @Test("The second Ctrl-C does not wait for the grace to end")
    func interruptTwice() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let program = try await reach(.stopping, stack, port: port)
            program.signal(SIGINT)
            program.signal(SIGTERM)
            let outcome = await program.ended()
            #expect(outcome.status != -SIGKILL, "\(outcome.all)")
        }
    }

    @Test("With a terminal that nobody reads the services go on, and Ctrl-C ends them")
    func interruptUnread() async throws {
        try await StackFixture.with(ports: []) { stack in
            try stack.stack(
                """
                services:
                  flood: {command: [sh, -c, 'yes 0123456789012345678901234567890123456789']}
                  later: {command: [sh, -c, 'echo begun; exec sleep 1000'], depends_on: [flood]}
                """)
            let program = try RunningProgram(
                [
                    "sh", "-c", "mkfifo out; sleep 1000 <out >/dev/null 2>&1 & exec \"$0\" up >out 2>&1",
                    StackFixture.binary,
                ], in: stack.fixture)
            let log = stack.fixture.path(".devstack/logs/flood.log")
            let end = ContinuousClock.now + .seconds(20)
            // More than a pipe holds, so that whoever waits for the reader has come to a halt long before.
            while (readWhole(log)?.utf8.count ?? 0) < 1 << 20 {
                try #require(ContinuousClock.now < end, "its lines are not taken any more")
                try await Task.sleep(for: .milliseconds(5))
            }
            try await file("log of later", contains: "begun", at: stack.fixture.path(".devstack/logs/later.log"))
            let status = try await stack.run("status")
            #expect(status.status == 0 && status.all.contains("ready"), "\(status.all)")
            program.signal(SIGINT)
            let outcome = await program.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
            for process in ProcessScan.processes(of: stack.fixture) { Glibc.kill(process.pid, SIGKILL) }
        }
    }

    @Test("SIGTERM and SIGHUP end check with their own status", arguments: [SIGTERM, SIGHUP])
    func terminate(signal: Int32) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let program = try await reach(.checking, stack, port: port)
            program.signal(signal)
            let outcome = await program.ended()
            #expect(outcome.status == 128 + signal, "\(outcome.all)")
        }
    }

    @Test("What outlives devstack when all of its processes are killed at once is named and ended by the next run")
    func killAll() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write(
                "stub.sh",
                """
                #!/bin/sh
                trap '' TERM INT
                setsid sh -c "trap '' TERM; touch deep; sleep 1000" &
                while :; do sleep 1; done
                """, mode: 0o755)
            try stack.stack(
                """
                services:
                  stub:
                    command: ./stub.sh
                    stop_grace_period: 500ms
                checks:
                  one:
                    command: [sh, -c, 'until test -e deep; do sleep 0.01; done']
                """)
            let up = try stack.start("up")
            await up.waitFor("passed")
            for pid in [up.pid] + ProcessScan.children(of: up.pid) { Glibc.kill(pid, SIGKILL) }
            #expect(await up.ended().status == -SIGKILL)
            let left = ProcessScan.processes(of: stack.fixture).filter { $0.command.contains("stub.sh") }
            #expect(!left.isEmpty)

            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            for process in left {
                #expect(check.all.contains("ended what an earlier run had left: pid \(process.pid)"), "\(check.all)")
            }
            #expect(readWhole(stack.fixture.path(".devstack/run")) == nil)
        }
    }

    @Test("SIGKILL of devstack leaves nothing", arguments: Phase.allCases)
    func kill(phase: Phase) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let program = try await reach(phase, stack, port: port)
            program.signal(SIGKILL)
            let outcome = await program.ended()
            #expect(outcome.status == -SIGKILL)
            try await stack.nothingIsLeft(ports: [port])
            let again = try await stack.run("certs")
            #expect(again.status == 0, "\(again.all)")
        }
    }

    @Test("In the midst of the certificates, both Ctrl-C and SIGKILL lose nothing", arguments: [SIGINT, SIGKILL])
    func certificates(signal: Int32) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.site(port: port)
            let made = try await stack.run("check")
            #expect(made.status == 0, "\(made.all)")
            let before = ["ca.pem", "ca.key", "localhost.key"].map { stack.fixture.read("certs/\($0)") }
            unlink(stack.fixture.path("certs/localhost.pem"))
            // Another writer has the lock, so that this one stays where it is about to write.
            let writer = try RunningProgram(
                ["flock", "certs/.lock", "sh", "-c", "echo held; exec sleep 1000"], in: stack.fixture)
            await writer.waitFor("held")
            let program = try stack.start("check")
            try await waits(program, inSystemCall: 230)
            program.signal(signal)
            let outcome = await program.ended()
            // No handler is needed yet: nothing runs that would have to be stopped.
            #expect(outcome.status == -signal, "\(outcome.all)")
            for process in ProcessScan.processes(of: stack.fixture) { Glibc.kill(process.pid, SIGKILL) }
            _ = await writer.ended()
            #expect(["ca.pem", "ca.key", "localhost.key"].map { stack.fixture.read("certs/\($0)") } == before)
            let again = try await stack.run("check")
            #expect(again.status == 0, "\(again.all)")
        }
    }

    /// Waits until one of the program's threads is in this system call: proc_pid_syscall(5); 230 is clock_nanosleep(2) on x86-64,
    /// between two questions for a lock.
    private func waits(_ program: RunningProgram, inSystemCall number: Int) async throws {
        let end = ContinuousClock.now + .seconds(20)
        let tasks = "/proc/\(program.pid)/task"
        while !namesInFolder(tasks).contains(where: {
            readWhole("\(tasks)/\($0)/syscall")?.hasPrefix("\(number) ") == true
        }) {
            try #require(ContinuousClock.now < end, "it never came to system call \(number)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
