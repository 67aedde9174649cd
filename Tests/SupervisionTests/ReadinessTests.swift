import Glibc
import Linux
import StackModel
import Testbed
import Testing

@testable import Supervision

/// When a service counts as ready, and what is said when it never is.
@Suite(.timeLimit(.minutes(1))) struct ReadinessTests {
    @Test func aListenerMakesItReady() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        try await stack.run([stack.service("web", port: port, "listen", "\(stack.address)", "\(port)")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let report = supervisor.reports()[0]
            #expect(report.state == .ready)
            #expect(report.readyAfter != nil)
        }
        #expect(stack.changes.values.map(\.state) == [.starting, .ready, .stopping, .stopped])
    }

    @Test func aWildcardListenerAnswersForLoopback() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort(onAnyAddress: true)
        try await stack.run([stack.service("web", port: port, "listen", "0.0.0.0", "\(port)")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test func aDependentStartsOnlyWhenTheOtherIsReady() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let go = stack.folder.path + "/go"
        let plans = [
            stack.service("web", port: port, "print", "up", "await", go, "listen", "\(stack.address)", "\(port)"),
            stack.service("after", after: [0], "print", "after"),
            stack.service("beside", "print", "beside"),
        ]
        try await stack.run(plans) { supervisor in
            _ = try await stack.changes.first { $0.name == plans[2].name && $0.state == .ready }
            _ = try await stack.lines.first { $0.service == 0 }
            #expect(supervisor.reports()[1].state == .waiting)
            try stack.folder.write("", to: "go")
            #expect(await supervisor.whenReady() == .ready)
        }
        let order = stack.changes.values.map { "\($0.name.prefix(3)) \($0.state)" }
        let webReady = try #require(order.firstIndex(of: "web ready"))
        let afterStarting = try #require(order.firstIndex(of: "aft starting"))
        #expect(webReady < afterStarting)
    }

    @Test func itNeverListens() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [stack.service("web", port: port, within: .milliseconds(2500), "print", "hello")]
        try await stack.run(plans) { supervisor in
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it must fail")
                return
            }
            #expect(reports.count == 1)
            let failure = try #require(reports[0].failure)
            let wanted = "it should listen on \(stack.address):\(port), but listens on no port; it"
            #expect(failure.hasPrefix("it was not ready within 2500 ms: \(wanted)"))
            #expect(reports[0].lastLines.allSatisfy { $0 == "hello" })
        }
    }

    @Test func itListensOnAnotherPort() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let other = try stack.freePort()
        let plans = [
            stack.service("web", port: port, within: .seconds(2), "listen", "\(stack.address)", "\(other)")
        ]
        try await stack.run(plans) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            let wanted =
                "it should listen on \(stack.address):\(port), but listens on \(stack.address):\(other) (IPv4); it "
            #expect(failure.contains(wanted))
            #expect(report.remedy == "Let it listen on port \(port), or write `port: \(other)`.")
        }
    }

    @Test(.enabled(if: AddressFamilies.hasVersion6, "this machine has no IPv6"))
    func itListensOnTheOtherFamilyOnly() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [stack.service("web", port: port, within: .seconds(2), "listen", "::1", "\(port)")]
        try await stack.run(plans) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(
                failure.hasSuffix(
                    "it listens on [::1]:\(port) (IPv6) only, but the checks go to \(stack.address) (IPv4)"))
        }
    }

    @Test func aListenerInAGrandchildsOwnSessionCounts() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [
            stack.service(
                "web", port: port, grace: .milliseconds(100), "fork", "session", "listen", "\(stack.address)",
                "\(port)",
                "then")
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
    }

    @Test func aStrangerThatComesLaterDoesNotMakeItReady() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plans = [
            stack.service("thief", port: nil, "listen", "\(stack.address)", "\(port)"),
            stack.service("web", port: port, after: [0], within: .seconds(2)),
        ]
        try await stack.run(plans) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(report.name == plans[1].name)
            let failure = try #require(report.failure)
            #expect(failure.contains("port \(port) is taken: \(stack.address):\(port) is held by pid "))
            #expect(failure.hasSuffix("which is no process of this service"))
        }
    }

    @Test func aHandedSocketMakesItReadyOnceItListens() async throws {
        let stack = try StackFixture()
        let bound = try BoundSocket(stack.address)
        var plan = stack.service("web", port: bound.port, "accept", "3")
        if case .process(var process) = plan.run {
            process.sockets = [bound.descriptor]
            plan.run = .process(process)
        }
        let supervisor = try stack.supervisor([plan])
        supervisor.start()
        #expect(await supervisor.whenReady() == .ready)
        supervisor.requestStop()
        await supervisor.whenFinished()
        #expect(try stack.leftovers() == [])
    }

    @Test func aProbeIsRepeatedUntilItPasses() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let asked = Journal<ProbeRequest>()
        let plan = stack.service(
            "web", port: port, readiness: .http(path: "/up", status: [.ofClass(2)]), "listen", "\(stack.address)",
            "\(port)")
        let prober: Supervisor.Prober = { request in
            asked.add(request)
            return asked.values.count < 4 ? .failed("status 503") : .passed
        }
        try await stack.run([plan], prober: prober) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        let request = ProbeRequest(
            service: 0, name: plan.name, question: .http(path: "/up", status: [.ofClass(2)]))
        #expect(asked.values == [request, request, request, request])
    }

    @Test func aProbeThatNeverPassesSaysWhy() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plan = stack.service(
            "web", port: port, readiness: .http(path: "/up", status: [.ofClass(2)]), within: .milliseconds(2500),
            "listen", "\(stack.address)", "\(port)")
        try await stack.run([plan], prober: { _ in .failed("status 503") }) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            #expect(
                report.failure
                    == "it was not ready within 2500 ms: GET /up at \(stack.address):\(port): status 503")
        }
    }

    @Test func aProbeThatIsNotAnsweredSaysSo() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let asked = Journal<ProbeRequest>()
        let plan = stack.service(
            "web", port: port, readiness: .http(path: "/up", status: [.ofClass(2)]), within: .milliseconds(2500),
            "listen", "\(stack.address)", "\(port)")
        let prober: Supervisor.Prober = { request in
            asked.add(request)
            try? await Task.sleep(for: .seconds(50))
            return .passed
        }
        try await stack.run([plan], prober: prober) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(failure.hasPrefix("it was not ready within 2500 ms: "))
            // On a machine that is very busy it may not have come that far.
            #expect(asked.values.isEmpty || failure.contains(": there is no answer yet; it waits (pid "))
        }
    }

    @Test func aOneShotThatDoesNotEndIsLate() async throws {
        let stack = try StackFixture()
        let plan = stack.service("job", readiness: .exit, within: .milliseconds(1500), "print", "on and on")
        try await stack.run([plan]) { supervisor in
            let report = try #require(await supervisor.whenServiceFails())
            let failure = try #require(report.failure)
            #expect(failure.hasPrefix("it was not ready within 1500 ms: it should end with status 0, but it"))
        }
    }

    @Test(arguments: [
        (0.000_05, false, Duration.milliseconds(5), Duration.milliseconds(1)),
        (0.000_05, false, .seconds(3), .milliseconds(2)),
        (0.000_05, false, .seconds(12), .milliseconds(5)),
        (0.001, false, .milliseconds(5), .milliseconds(9)),
        (0.001, true, .milliseconds(5), .milliseconds(1)),
    ])
    func theKernelIsAskedOftenAtFirst(took: Double, hasFound: Bool, since: Duration, pause: Duration) {
        let found = ListenerWatch.pause(afterLookOf: took, hasFound: hasFound, since: since)
        #expect(found >= pause - .microseconds(1) && found <= pause + .microseconds(1))
    }

    @Test func sessionsAreLookedForEverMoreSeldom() {
        var watch = SessionWatch()
        #expect(watch.begin() == .milliseconds(20))
        #expect(watch.pause(afterLookOf: 0) == .milliseconds(200))
        #expect(watch.pause(afterLookOf: 1) == .seconds(9))
        #expect(watch.begin() == .milliseconds(20))
        for _ in 0..<3 { #expect(watch.pause(afterLookOf: 0) != nil) }
        #expect(watch.pause(afterLookOf: 0) == nil)
    }

    @Test func aOneShotIsReadyAtStatus0() async throws {
        let stack = try StackFixture()
        let plans = [
            stack.service("job", readiness: .exit, "print", "done", "exit", "0"),
            stack.service("after", after: [0], "print", "after"),
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            #expect(supervisor.reports().map(\.state) == [.completed, .ready])
        }
    }
}
