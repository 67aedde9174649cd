import Linux
import StackModel
import Testing

@testable import Supervision

/// What listeners mean for a stack, without any.
@Suite struct PortAssessmentTests {
    private static let here = "/home/ada/birds"
    private static let runner: Int32 = 100

    private func stack(_ presence: PortReport.Presence = .up(runner)) -> PortReport.Stack {
        PortReport.Stack(name: "birds", file: Self.here + "/devstack.yaml", directory: Self.here, presence: presence)
    }

    private func holder(_ pid: Int32, since: Double = 0) -> ListenerReport.Holder {
        ListenerReport.Holder(
            pid: pid, arguments: ["server", "\(pid)"], user: "ada", userNumber: 1000, startedAt: since)
    }

    private func listener(
        _ address: String, _ port: UInt16, both: Bool = false, _ transport: ListenerReport.Transport = .tcp,
        by pids: Int32..., of owner: ListenerReport.Owner? = nil, user: UInt32 = 1000
    ) throws -> FoundListener {
        let socket = ListeningSocket(
            address: try #require(InternetAddress(address)), port: port, inode: 1, user: user, takesBothFamilies: both)
        return FoundListener(
            socket: socket, transport: transport, user: "ada", holders: pids.map { holder($0, since: Double($0)) },
            owner: owner)
    }

    private func own(_ service: String?) -> ListenerReport.Owner {
        ListenerReport.Owner(directory: Self.here, service: service, runner: Self.runner)
    }

    /// Of a service on `localhost`, or on one address.
    private func wanted(_ service: String, _ port: UInt16, at address: String? = nil) -> PortAssessment.Wanted {
        let addresses = address.map { [$0] } ?? ["127.0.0.1", "::1"]
        return PortAssessment.Wanted(
            service: service,
            listeners: addresses.compactMap(InternetAddress.init).enumerated().map {
                ListenerPlan(address: $1, port: port, isRequired: $0 == 0)
            })
    }

    private func declared(
        _ wanted: PortAssessment.Wanted, _ listeners: FoundListener..., presence: PortReport.Presence = .up(runner)
    ) throws -> PortReport.Declared {
        let report = PortAssessment(stack: stack(presence), wanted: [wanted], listeners: listeners).report()
        return try #require(report.stack?.ports.first)
    }

    @Test func aServiceIsUpWhereItMustListen() throws {
        let port = try declared(wanted("api", 8000), listener("127.0.0.1", 8000, by: 5, of: own("api")))
        #expect(port.state == .up && port.missing.isEmpty && port.remedy == nil)
        #expect(port.addresses == ["127.0.0.1", "::1"])
        #expect(port.listeners.map(\.address) == ["127.0.0.1"])
    }

    @Test func oneThatListensElsewhereOnlyIsMissed() throws {
        let port = try declared(wanted("api", 8000), listener("::1", 8000, by: 5, of: own("api")))
        #expect(port.state == .free && port.missing == ["127.0.0.1"])
        #expect(port.listeners.count == 1)
    }

    @Test func aWildcardAnswersForBoth() throws {
        let port = try declared(wanted("api", 8000), listener("::", 8000, both: true, by: 5, of: own("api")))
        #expect(port.state == .up)
    }

    @Test func nobodyIsThere() throws {
        let port = try declared(
            wanted("api", 8000, at: "127.0.0.2"), listener("127.0.0.1", 8000, by: 5),
            listener("127.0.0.2", 8001, by: 5), listener("0.0.0.0", 8000, .udp, by: 5), presence: .down)
        #expect(port.state == .free && port.missing == ["127.0.0.2"] && port.listeners.isEmpty)
    }

    @Test func whatDevstackItselfHoldsIsTheServiceWhosePortItIs() throws {
        let report = PortAssessment(
            stack: stack(), wanted: [wanted("site", 1443), wanted("api", 8000)],
            listeners: [
                try listener("127.0.0.1", 1443, by: Self.runner, of: own(nil)),
                try listener("127.0.0.1", 7777, by: Self.runner, of: own(nil)),
            ]
        ).report()
        #expect(report.stack?.ports.map(\.state) == [.up, .free])
        #expect(report.listeners.map(\.owner?.service) == ["site", nil])
    }

    @Test func aStrangerIsTakenWithTheProcessThatListenedFirst() throws {
        let port = try declared(
            wanted("api", 8000), listener("127.0.0.1", 8000, by: 41, 42), listener("::1", 8000, by: 43))
        #expect(port.state == .taken)
        #expect(port.remedy == "End it with `kill 41 43`, or choose another `port:`.")
    }

    @Test func aStrangerBesideTheServiceIsOneToo() throws {
        let port = try declared(
            wanted("api", 8000), listener("127.0.0.1", 8000, by: 5, of: own("api")), listener("::1", 8000, by: 43))
        #expect(port.state == .taken && port.missing.isEmpty)
        #expect(port.remedy == "End it with `kill 43`, or choose another `port:`.")
    }

    @Test func anotherStackIsToBeStopped() throws {
        let other = ListenerReport.Owner(directory: "/home/ada/bees", service: "web", runner: 200)
        let port = try declared(wanted("api", 8000), listener("0.0.0.0", 8000, by: 41, of: other), presence: .down)
        #expect(port.state == .taken)
        #expect(
            port.remedy
                == "Stop the stack in /home/ada/bees (Ctrl-C where it runs, or `kill 200`), or choose another `port:`.")
    }

    @Test func anotherServiceOfTheStackIsNoStrangerToKill() throws {
        let port = try declared(wanted("api", 8000), listener("127.0.0.1", 8000, by: 5, of: own("web")))
        #expect(port.state == .taken)
        #expect(port.remedy == "Service web of this stack listens there: give one of the two another `port:`.")
    }

    @Test(arguments: ["api", nil]) func whatAnEarlierRunLeftIsEndedByTheNext(service: String?) throws {
        let left = ListenerReport.Owner(directory: Self.here, service: service, runner: nil)
        let port = try declared(wanted("api", 8000), listener("127.0.0.1", 8000, by: 5, of: left), presence: .down)
        #expect(port.state == .taken)
        #expect(port.remedy?.hasPrefix("An earlier run of this stack has left it") == true)
    }

    @Test(arguments: [
        (PortReport.Presence.up(runner), PortReport.State.hidden), (.unknown, .hidden), (.down, .taken),
    ]) func whoCannotBeSeenIsAStrangerOnlyWhileTheStackIsDown(
        presence: PortReport.Presence, state: PortReport.State
    ) throws {
        let port = try declared(wanted("api", 8000), listener("127.0.0.1", 8000, user: 0), presence: presence)
        #expect(port.state == state)
        #expect(port.remedy == (state == .taken ? "Choose another `port:`, or end that process as its user." : nil))
    }

    @Test func socketsThatShareAnAddressAreOneRowWithTheOldestFirst() throws {
        let listeners = [
            try listener("0.0.0.0", 80, by: 9, 12), try listener("0.0.0.0", 80, by: 7, 12),
            try listener("0.0.0.0", 80, .udp, by: 7), try listener("::", 80, by: 7),
            try listener("0.0.0.0", 80, by: 8, user: 0),
        ]
        let report = PortAssessment(stack: nil, wanted: [], listeners: listeners).report(asked: [80])
        #expect(report.listeners.map { $0.holders.map(\.pid) } == [[7, 9, 12], [7], [7], [8]])
        #expect(report.stack == nil && report.asked == [80])
    }

    @Test func onlyWhatWasAskedForIsDeclared() throws {
        let wanted = [self.wanted("site", 1443), self.wanted("api", 8000)]
        let assessment = PortAssessment(stack: stack(), wanted: wanted, listeners: [])
        #expect(assessment.report().stack?.ports.map(\.service) == ["site", "api"])
        #expect(assessment.report(asked: [8000, 7]).stack?.ports.map(\.service) == ["api"])
    }

    @Test func theRunnerOfASocketThatWasHandedOverComesLast() throws {
        var shared = try listener("127.0.0.1", 8000, by: Self.runner, 101, of: own("api"))
        shared.putRunnerLast()
        #expect(shared.holders.map(\.pid) == [101, Self.runner])
        var inProcess = try listener("127.0.0.1", 8000, by: Self.runner, 101, of: own(nil))
        inProcess.putRunnerLast()
        #expect(inProcess.holders.map(\.pid) == [Self.runner, 101])
    }
}
