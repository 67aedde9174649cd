import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Ports that somebody else holds.
@Suite(.timeLimit(.minutes(1))) struct PortTests {
    @Test func aStrangerIsNamedAndNothingIsStarted() async throws {
        let stack = try StackFixture()
        let stranger = try StackFixture()
        let port = try stack.freePort(onAnyAddress: true)
        let theirs = [stranger.service("stranger", port: port, "listen", "0.0.0.0", "\(port)")]
        try await stranger.run(theirs) { other in
            #expect(await other.whenReady() == .ready)
            let pid = try #require(
                ProcessTable.current().entries.first { $0.commandLine.contains("mark \(stranger.mark)") }?.pid)
            let plans = [
                stack.service("web", port: port, "touch", stack.folder.path + "/started"),
                stack.service("other", "touch", stack.folder.path + "/started"),
            ]
            let supervisor = try stack.supervisor(plans)
            supervisor.start()
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it must fail")
                return
            }
            #expect(reports.map(\.name) == [plans[0].name])
            let failure = try #require(reports[0].failure)
            #expect(failure.hasPrefix("port \(port) is taken: 0.0.0.0:\(port) is held by pid \(pid) ("))
            #expect(failure.contains("service-fixture mark \(stranger.mark)"))
            #expect(failure.hasSuffix("of user \(UserName.of(getuid()))"))
            #expect(reports[0].remedy == "End it with `kill \(pid)`, or choose another `port:`.")
            supervisor.requestStop()
            await supervisor.whenFinished()
            #expect(supervisor.reports().map(\.state) == [.failed, .waiting])
            #expect(!stack.folder.exists("started"))
            #expect(try stack.leftovers() == [])
        }
    }

    @Test func aSocketOfThisProcessIsNoStranger() throws {
        let stack = try StackFixture()
        let bound = try BoundSocket(stack.address)
        bound.listen()
        let wanted = [[ListenerPlan(address: stack.address, port: bound.port)]]
        #expect(try PortSurvey.conflicts(wanted: wanted, in: ListenerTable()) == [])
    }

    @Test func whatCannotBeSeenIsSaidInWords() throws {
        let address = try #require(InternetAddress("127.0.0.1"))
        let socket = ListeningSocket(
            address: address, port: 9000, inode: 7, user: 0, takesBothFamilies: false)
        let conflict = PortSurvey.conflict(of: 0, with: [socket], holders: [:])
        let words =
            getuid() == 0
            ? "a process of user root that cannot be seen from here" : "a process of another user, root"
        #expect(conflict.message == "port 9000 is taken: 127.0.0.1:9000 is held by \(words)")
        #expect(conflict.remedy == "Choose another `port:`, or end that process as its user.")
    }

    @Test func twoRunsOfOneStackExcludeEachOther() async throws {
        let stack = try StackFixture()
        try await stack.run([stack.service("web", "print", "up")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let second = try stack.supervisor([stack.service("second", "print", "up")])
            second.start()
            let problem = SupervisionProblem.alreadyRun(by: "\(getpid())")
            #expect(problem.message == "this stack is run already by devstack (pid \(getpid()))")
            #expect(await second.whenReady() == .refused(problem))
            await second.whenFinished()
            // Nothing of it was started, so nothing of it has stopped.
            #expect(second.reports().map(\.state) == [.waiting])
            #expect(stack.changes.values.allSatisfy { $0.name != "second-\(stack.mark)" })
            // Without services there is nothing to exclude.
            let nothing = try stack.supervisor([])
            nothing.start()
            #expect(await nothing.whenReady() == .ready)
            nothing.requestStop()
            await nothing.whenFinished()
        }
    }
}
