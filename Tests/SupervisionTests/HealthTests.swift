import Glibc
import Linux
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// Whether what is ready still does its work: health checks, and signs of life.
@Suite(.timeLimit(.minutes(1))) struct HealthTests {
    private func check(_ script: String, _ mark: String, retries: Int = 2) -> HealthCheck {
        HealthCheck(
            probe: .command(["/bin/sh", "-c", script, mark]), interval: .milliseconds(20), timeout: .seconds(20),
            retries: retries)
    }

    private func plan(
        _ stack: StackFixture, restart: RestartPolicy = .no, retries: Int = 2, _ script: String
    ) -> ServicePlan {
        var plan = stack.service(
            "web", environment: ["PATH=/usr/bin:/bin"], restart: restart, "print", "hello")
        plan.healthCheck = check(script, stack.mark, retries: retries)
        return plan
    }

    @Test func itIsReadyOnceItHasPassedAndSoIsWhatNeedsIt() async throws {
        let stack = try StackFixture()
        let first = plan(stack, "echo once >> tries; test $(wc -l < tries) -ge 3")
        let plans = [first, stack.service("after", after: [0], "print", "started")]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let tries = try WholeFile.read(stack.folder.path + "/tries")
            #expect(tries.count >= 3 * 5)
        }
        let states = stack.changes.values.filter { $0.name == plans[0].name }.map(\.state)
        #expect(Array(states.prefix(2)) == [.starting, .ready])
    }

    @Test func withoutARestartItGoesOnUnhealthyAndMayGetWellAgain() async throws {
        let stack = try StackFixture()
        let plan = plan(stack, "test ! -e ill || { echo the queue is full; exit 3; }")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "ill")
            let report = try await stack.changes.first { $0.state == .unhealthy }
            let failure = try #require(report.failure)
            #expect(failure.hasPrefix("2 health checks in a row failed, the last: `/bin/sh -c "))
            #expect(failure.hasSuffix("`: it ended with status 3, saying: the queue is full"), "\(failure)")
            #expect(report.lastLines == ["hello"])
            unlink(stack.folder.path + "/ill")
            let again = try await stack.changes.last(of: 2) { $0.state == .ready }
            #expect(again.failure == nil && again.restarts == 0)
        }
        #expect(stack.changes.values.map(\.state).filter { $0 == .unhealthy }.count == 1)
    }

    @Test func withARestartItIsStartedAgain() async throws {
        let stack = try StackFixture()
        let plan = plan(stack, restart: .onFailure(atMost: nil), retries: 1, "test ! -e ill")
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "ill")
            let report = try await stack.changes.first { $0.state == .restarting }
            #expect(report.failure?.hasPrefix("it was unhealthy: its health check failed; `/bin/sh -c ") == true)
            unlink(stack.folder.path + "/ill")
            _ = try await stack.changes.last(of: 2) { $0.state == .ready }
        }
        #expect(stack.text(of: 0).filter { $0 == "hello" }.count == 2)
    }

    @Test func whatNeverPassesIsNotReadyInTime() async throws {
        let stack = try StackFixture()
        var plan = plan(stack, "exit 7")
        plan.healthCheck?.timeout = .milliseconds(200)
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(failure.hasPrefix("it was unhealthy: no health check passed within 200 ms; `/bin/sh"), "\(failure)")
        }
    }

    @Test func itIsAskedByTheProberToo() async throws {
        let stack = try StackFixture()
        var plan = stack.service("web", "print", "hello")
        plan.healthCheck = HealthCheck(
            probe: .http(path: "/up", status: [.ofClass(2)]), interval: .milliseconds(5), timeout: .seconds(7),
            retries: 3)
        let asked = Mutex<[ProbeRequest]>([])
        let prober: Supervisor.Prober = { request in
            let count = asked.withLock { asked in
                asked.append(request)
                return asked.count
            }
            return count == 1 || count > 6 ? .passed : .failed("answered with status 500")
        }
        try await stack.run([plan], prober: prober) { supervisor in
            let report = try await stack.changes.first { $0.state == .unhealthy }
            #expect(
                report.failure == "3 health checks in a row failed, the last: GET /up: answered with status 500")
            _ = try await stack.changes.last(of: 2) { $0.state == .ready }
        }
        let first = try #require(asked.withLock { $0.first })
        #expect(first.timeout == .seconds(7) && first.question == .http(path: "/up", status: [.ofClass(2)]))
    }

    @Test func aMissedSignOfLifeIsSaidAndMadeGood() async throws {
        let stack = try StackFixture()
        var plan = try notifier(
            stack,
            """
            tell("READY=1")
            while not os.path.exists("silent"):
                tell("WATCHDOG=1"); time.sleep(0.05)
            while not os.path.exists("speak"): time.sleep(0.01)
            assert os.environ["WATCHDOG_USEC"] == "1000000"
            tell("WATCHDOG=1")
            while not os.path.exists("trigger"):
                tell("WATCHDOG=1"); time.sleep(0.05)
            tell("WATCHDOG=trigger")
            time.sleep(1000)

            """)
        plan.watchdog = .seconds(1)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "silent")
            let report = try await stack.changes.first { $0.state == .unhealthy }
            #expect(report.failure == "it has given no sign of life for 1 s: no WATCHDOG=1")
            try stack.folder.write("", to: "speak")
            _ = try await stack.changes.last(of: 2) { $0.state == .ready }
            try stack.folder.write("", to: "trigger")
            _ = try await stack.changes.last(of: 2) { $0.state == .unhealthy }
        }
    }

    @Test func itMayHaveAnotherWatchdogAndIsStartedAgain() async throws {
        let stack = try StackFixture()
        var plan = try notifier(
            stack,
            """
            first = not os.path.exists("first")
            open("first", "w")
            tell("WATCHDOG_USEC=100000" if first else "STATUS=again")
            tell("READY=1")
            time.sleep(1000)

            """)
        plan.watchdog = .seconds(1000)
        plan.restart = .always
        try await stack.run([plan]) { supervisor in
            let report = try await stack.changes.first { $0.state == .restarting }
            #expect(report.failure == "it was unhealthy: it has given no sign of life for 100 ms: no WATCHDOG=1")
            _ = try await stack.changes.last(of: 2) { $0.state == .ready }
        }
    }

    @Test func theEndOfTheNamedMainProcessIsTheServices() async throws {
        let stack = try StackFixture()
        let plan = try notifier(
            stack,
            """
            if os.fork(): os._exit(0)
            other = os.fork()
            if not other: time.sleep(1000)
            tell(f"MAINPID={os.getpid()}", "READY=1")
            while not os.path.exists("end"): time.sleep(0.005)
            os._exit(0)

            """)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try stack.folder.write("", to: "end")
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.failure?.hasPrefix("the process that it had named as its main one (pid ") == true)
        }
    }

    @Test func itMayAskForMoreTimeToEnd() async throws {
        let stack = try StackFixture()
        let plan = try notifier(
            stack, grace: .milliseconds(300),
            """
            import signal
            def end(number, frame):
                tell("STOPPING=1", "EXTEND_TIMEOUT_USEC=30000000")
                time.sleep(0.8)
                print("ended well")
                sys.exit(0)
            signal.signal(signal.SIGTERM, end)
            tell("READY=1")
            while True: time.sleep(1)

            """)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        #expect(stack.text(of: 0) == ["ended well"])
    }

    private func notifier(
        _ stack: StackFixture, grace: Duration = .milliseconds(200), _ script: String
    ) throws -> ServicePlan {
        try stack.folder.write(NotifyReadinessTests.python + script, to: "program.py")
        return stack.command(
            "web", readiness: .notify, within: .seconds(50), grace: grace, environment: ["PATH=/usr/bin:/bin"],
            ["/usr/bin/env", "python3", "-u", "program.py", stack.mark])
    }
}
