import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Services that end by themselves and are started again.
@Suite struct RestartTests {
    private let begin = SuspendingClock.now

    /// A service that ends with status 1 as soon as it runs, on a clock of its own.
    ///
    /// - Returns: when each start was asked for, in seconds.
    private func crash(
        _ policy: RestartPolicy, hasListeners: Bool = true, runsFor lifetime: Duration = .zero, until end: Duration
    ) -> (starts: [Duration], machine: StackMachine) {
        var machine = StackMachine([.init(hasListeners: hasListeners, restart: policy)], seed: 7)
        var now = Duration.zero
        var starts: [Duration] = []
        var events: [StackEvent] = [.begin]
        while now < end {
            var timer: (StackTimer, Duration)?
            while !events.isEmpty {
                for action in machine.handle(events.removeFirst(), now: begin + now) {
                    switch action {
                    case .start:
                        starts.append(now)
                        events.append(.started(0))
                        if hasListeners, lifetime > .zero { events.append(.listening(0)) }
                    case .setTimer(let set, let at) where set.kind == .backoff: timer = (set, at - begin)
                    default: break
                    }
                }
            }
            if let (timer, at) = timer {
                now = at
                events = [.timer(timer)]
            } else if machine.isOccupied(0) {
                now += lifetime
                events = [.exited(0, .status(1), remain: false), .gone(0)]
            } else {
                break
            }
        }
        return (starts, machine)
    }

    @Test func pausesGrowToAMinuteAndStayThere() {
        let (starts, machine) = crash(.always, runsFor: .milliseconds(1), until: .seconds(86400))
        let pauses = zip(starts.dropFirst(), starts).map { ($0 - $1) / .milliseconds(1) }
        for (index, pause) in pauses.prefix(9).enumerated() {
            let usual = Double(100 << index)
            #expect(pause >= usual * 0.74 && pause <= usual * 1.26 + 2, "\(index): \(pause)")
        }
        #expect(pauses.dropFirst(10).allSatisfy { $0 >= 45_000 && $0 <= 75_010 })
        // A day of it: 1,440 minutes, and no more than the service's own state to remember.
        #expect(starts.count > 1200 && starts.count < 1700)
        #expect(machine.services.count == 1)
        // So that services that crashed together part: no two pauses are alike.
        #expect(Set(pauses.dropFirst(10).map { Int($0) }).count > 100)
    }

    @Test func afterAHealthyWhileThePausesBeginAnew() {
        let (starts, _) = crash(.always, runsFor: .seconds(10), until: .seconds(600))
        let pauses = zip(starts.dropFirst(), starts).map { $0 - $1 }
        #expect(pauses.count > 50)
        #expect(pauses.allSatisfy { $0 < .milliseconds(10_130) })
    }

    @Test func onFailureGivesUpAfterItsNumber() {
        let (starts, machine) = crash(.onFailure(atMost: 3), runsFor: .milliseconds(5), until: .seconds(600))
        #expect(starts.count == 4)
        #expect(machine.phases == [.failed(.ended(.status(1)))])
    }

    @Test func whatWasNeverReadyIsACrashLoopInTheEnd() {
        let (starts, machine) = crash(.always, until: .seconds(600))
        #expect(starts.count == StackMachine.loop)
        #expect(machine.phases == [.failed(.crashLoop(.ended(.status(1))))])
    }

    @Test(.timeLimit(.minutes(1))) func aServiceThatDiedComesBack() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let service = stack.service("web", port: port, restart: .always, "listen", "\(stack.address)", "\(port)")
        try await stack.run([service]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let first = try #require(try program(of: stack))
            first.signal(9)
            _ = try await stack.changes.first { $0.state == .ready && $0.restarts == 1 }
            let second = try #require(try program(of: stack))
            #expect(second.pid != first.pid)
            let death = stack.changes.values.first { $0.state == .restarting }
            #expect(death?.failure == "it was ended by signal 9 (SIGKILL) after it was ready")
            #expect(stack.changes.values.last?.failure == nil)
        }
        #expect(stack.changes.values.last?.state == .stopped)
    }

    @Test(.timeLimit(.minutes(1))) func whatAsksForItIsStartedAgainWithIt() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let database = stack.service(
            "database", port: port, restart: .onFailure(atMost: nil), "listen", "\(stack.address)", "\(port)")
        var web = stack.service("web", after: [0], "print", "up")
        web.dependencies = [.init(0, restarts: true)]
        let beside = stack.service("beside", after: [0], "print", "up")
        try await stack.run([database, web, beside]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            try #require(try program(of: stack, "listen")).signal(9)
            _ = try await stack.lines.last(of: 2) { $0.service == 1 }
            #expect(stack.text(of: 1) == ["up", "up"])
            #expect(stack.text(of: 2) == ["up"])
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPortThatWasTakenMeanwhileIsSaid() async throws {
        let stack = try StackFixture()
        let stranger = try StackFixture()
        let port = try stack.freePort()
        let words = ["listen", "\(stack.address)", "\(port)"]
        let service = stack.service("web", port: port, words[0], words[1], words[2])
        try await stack.run([service]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = await supervisor.carryOut(.stop, of: service.name)
            _ = try await stack.changes.first { $0.state == .stopped }
            let theirs = [
                stranger.service("stranger", readiness: .started, words[0], words[1], words[2], "print", "up")
            ]
            try await stranger.run(theirs) { other in
                #expect(await other.whenReady() == .ready)
                _ = try await stranger.lines.first { _ in true }
                _ = await supervisor.carryOut(.start, of: service.name)
                let report = try await stack.changes.first { $0.state == .failed }
                #expect(
                    report.failure?.hasPrefix("port \(port) is taken: \(stack.address):\(port) is held by pid") == true)
            }
            _ = await supervisor.carryOut(.start, of: service.name)
            _ = try await stack.changes.last(of: 2) { $0.state == .ready }
        }
    }

    @Test(.timeLimit(.minutes(1))) func requestsAreCarriedOutOneByOne() async throws {
        let stack = try StackFixture()
        let database = stack.service("database", "print", "up")
        let web = stack.service("web", after: [0], "print", "up")
        try await stack.run([database, web]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = await supervisor.carryOut(.stop, of: web.name)
            _ = await supervisor.carryOut(.stop, of: database.name)
            _ = try await stack.changes.first { $0.name == database.name && $0.state == .stopped }
            // It needs the other one, which is started with it.
            _ = await supervisor.carryOut(.start, of: web.name)
            _ = try await stack.lines.last(of: 2) { $0.service == 1 }
            _ = try await stack.lines.last(of: 2) { $0.service == 0 }
            #expect(stack.text(of: 0) == ["up", "up"])
            _ = await supervisor.carryOut(.restart, of: database.name)
            _ = try await stack.lines.last(of: 3) { $0.service == 0 }
            #expect(stack.text(of: 1) == ["up", "up"])
        }
    }

    /// The stack's own process, of which there is one with these words.
    private func program(of stack: StackFixture, _ words: String = "mark") throws -> ProcessEntry? {
        try ProcessTable.current().entries.first {
            $0.pid != getpid() && !$0.isZombie && $0.commandLine.contains(stack.mark)
                && $0.commandLine.contains("service-fixture") && $0.commandLine.contains(words)
        }
    }
}
