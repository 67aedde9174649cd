import Linux
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// When what happened to a service, as its report has it afterwards.
@Suite(.timeLimit(.minutes(1))) struct LifeTests {
    @Test func aListenerIsSeenBetweenTwoLooks() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service("web", port: port, "print", "up", "await", go, "listen", "\(stack.address)", "\(port)"),
            stack.service("after", after: [0], "print", "after"),
        ]
        let clock = SuspendingClock.now
        let supervisor = try stack.supervisor(plans)
        supervisor.start()
        _ = try await stack.lines.first { $0.service == 0 }
        let before = clock.duration(to: .now)
        try stack.folder.write("", to: "go")
        #expect(await supervisor.whenReady() == .ready)
        let after = clock.duration(to: .now)
        supervisor.requestStop()
        await supervisor.whenFinished()

        let reports = supervisor.reports()
        let web = try #require(reports[0].lives.first)
        let listening = try #require(web.listening)
        let bound = try #require(listening.notBefore)
        let spawned = try #require(web.spawnedAt)
        // The first look of all may have found it, where this process was not given its turn for a while.
        #expect(web.startedAt <= spawned && (bound == web.startedAt || spawned <= bound))
        #expect(bound < listening.seenAt)
        // It began to listen after the file was written, and the look that missed it may have been before.
        #expect(listening.seenAt >= before && listening.seenAt <= after)
        #expect(web.ready == listening)
        let stopping = try #require(web.stoppingAt)
        let ended = try #require(web.endedAt)
        #expect(listening.seenAt < stopping && stopping <= ended)
        #expect(web.ending == nil)
        #expect(reports[1].needs == [ServiceNeed(plans[0].name)])
        let dependent = try #require(reports[1].lives.first)
        #expect(dependent.startedAt >= listening.seenAt)
        #expect(dependent.listening == nil && dependent.ready?.notBefore == nil)
    }

    @Test func aRefusedProbeBoundsWhenItWasReady() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plan = stack.service(
            "web", port: port, readiness: .http(path: "/", status: []), "listen", "\(stack.address)", "\(port)")
        let answers = Mutex<[ProbeOutcome]>([.passed, .failed("not yet")])
        try await stack.run([plan], prober: { _ in answers.withLock { $0.popLast() ?? .passed } }) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let life = try #require(supervisor.reports()[0].lives.first)
            let (listening, ready) = (try #require(life.listening), try #require(life.ready))
            let refused = try #require(ready.notBefore)
            #expect(listening.seenAt <= refused && refused < ready.seenAt)
        }
    }

    @Test func eachRestartIsARunOfItsOwn() async throws {
        let stack = try StackFixture()
        let plan = stack.command(
            "job", readiness: .exit, environment: ["PATH=/bin:/usr/bin"], restart: .onFailure(atMost: 2),
            ["/bin/sh", "-c", "echo x >> tries; test $(wc -l < tries) -eq 2", stack.mark])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let lives = supervisor.reports()[0].lives
            try #require(lives.count == 2)
            #expect(lives[0].ending?.contains("status 1") == true && lives[0].ready == nil)
            #expect(lives[0].endedAt.map { $0 <= lives[1].startedAt } == true)
            #expect(lives[1].ending == nil && lives[1].ready != nil)
        }
    }
}
