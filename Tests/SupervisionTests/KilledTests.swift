import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// SIGKILL to devstack's own processes: nothing may be left, whichever it is.
///
/// One after the other: an orphan of one becomes this process's child, which the sweep of another would end.
@Suite(.serialized, .timeLimit(.minutes(1))) struct KilledTests {
    /// A service that is hard to end: it ignores SIGTERM, and so does a grandchild in a session of its own.
    private let stubborn = ["ignore", "15", "fork", "session", "fork", "session", "print", "deep", "then", "then"]

    private func warden(_ name: String) throws -> ProcessEntry {
        try #require(ProcessTable.current().entries.first { $0.commandLine == "devstack: \(name)" })
    }

    @Test func theSupervisorIsKilled() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let noted = stack.folder.path + "/noted"
        let process = try await SupervisorProcess(
            stack,
            services: [
                ("polite-\(stack.mark)", 0, ["stop-note", noted]),
                ("web-\(stack.mark)", port, stubborn + ["listen", "\(stack.address)", "\(port)"]),
            ])
        try await process.output(until: "outcome ready")
        try await process.killAndWait()
        #expect(try stack.leftovers() == [])
        #expect(stack.folder.exists("noted"))
        #expect(try ListenerTable().current().filter { $0.port == port }.isEmpty)
    }

    @Test func aWardenIsKilled() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let noted = stack.folder.path + "/noted"
        let process = try await SupervisorProcess(
            stack,
            services: [
                (
                    "web-\(stack.mark)", port,
                    ["fork", "session", "stop-note", noted, "then"] + stubborn + [
                        "listen", "\(stack.address)", "\(port)",
                    ]
                ),
                ("other-\(stack.mark)", 0, ["print", "up"]),
            ])
        try await process.output(until: "outcome ready")
        try warden("web-\(stack.mark)").signal(SIGKILL)
        let told = try await process.output(until: "failed")
        #expect(told.contains("its warden was killed from outside"))
        // The other service is none of its business.
        #expect(try stack.leftovers().contains("devstack: other-\(stack.mark)"))
        kill(process.pid, SIGTERM)
        let end = try await process.output(until: "finished")
        #expect(end.contains("other-\(stack.mark) stopped"))
        try await process.waitUntilGone()
        #expect(try stack.leftovers() == [])
        #expect(stack.folder.exists("noted"))
    }

    @Test func supervisorAndWardensAreKilledAtOnce() async throws {
        let stack = try StackFixture()
        let name = "web-\(stack.mark)"
        let process = try await SupervisorProcess(stack, services: [(name, 0, ["ignore", "15", "print", "up"])])
        try await process.output(until: "outcome ready")
        let main = try #require(
            ProcessTable.current().entries.first {
                $0.commandLine.hasPrefix("\(StackFixture.products)/service-fixture mark \(stack.mark)")
            })
        let record = try #require(RunRecord(text: stack.folder.read("state/run")))
        #expect(record.services.map(\.main?.pid) == [main.pid])

        try warden(name).signal(SIGSTOP)
        kill(process.pid, SIGKILL)
        try warden(name).signal(SIGKILL)
        // Its parent by now: the warden that this test put above all.
        let next = try stack.supervisor([stack.service("next", "print", "up")])
        next.start()
        let outcome = await next.whenReady()
        #expect(outcome == .ready)
        let note = try #require(next.notes().first)
        #expect(note.hasPrefix("ended what an earlier run had left: pid \(main.pid) ("))
        next.requestStop()
        await next.whenFinished()
        try await process.waitUntilGone()
        #expect(try stack.leftovers() == [])
        #expect(!stack.folder.exists("state/run"))
    }

    @Test func aWardenHasItsNameAndNothingElse() async throws {
        let stack = try StackFixture()
        try await stack.run([stack.service("web", "print", "up")]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let found = try warden("web-\(stack.mark)")
            #expect(found.session == found.pid)
            let sockets = ProcessFiles.sockets(of: found.pid)
            #expect(sockets?.count == 1)
            // The signals that would end others do not end it.
            for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] { found.signal(number) }
            let main = try #require(ProcessTable.current().children(of: found.pid).first)
            #expect(main.group == main.pid)
            #expect(main.session == found.pid)
        }
    }

    /// A run whose supervisor and wardens are killed at once; what it has left.
    private func killAll(_ stack: StackFixture, _ name: String, _ words: [String]) async throws -> SupervisorProcess {
        let process = try await SupervisorProcess(stack, services: [(name, 0, words)])
        try await process.output(until: "outcome ready")
        let thread = try EventThread.shared()
        while RunRecord(text: stack.folder.read("state/run"))?.services.first?.sessions.isEmpty != false {
            await thread.sleep(until: .now + .milliseconds(2))
        }
        let warden = try warden(name)
        warden.signal(SIGSTOP)
        kill(process.pid, SIGKILL)
        warden.signal(SIGKILL)
        return process
    }

    @Test func aDaemonThatHasLostAllThatLedToItIsFound() async throws {
        let stack = try StackFixture()
        // The main process dies with its warden; the other has left its session, and then its parent.
        let process = try await killAll(
            stack, "web-\(stack.mark)", ["fork", "daemonise", "ignore", "15", "print", "deep", "then"])
        let next = try stack.supervisor([stack.service("next", "print", "up")])
        next.start()
        let outcome = await next.whenReady()
        #expect(outcome == .ready)
        #expect(next.notes().contains { $0.contains(" daemonise ") })
        #expect(try !stack.leftovers().contains { $0.contains(" daemonise ") })
        next.requestStop()
        await next.whenFinished()
        try await process.waitUntilGone()
        #expect(try stack.leftovers() == [])
    }

    @Test func whatIsNotInTheRecordYetIsFoundByItsMark() async throws {
        let stack = try StackFixture()
        let process = try await killAll(
            stack, "web-\(stack.mark)", ["fork", "daemonise", "ignore", "15", "print", "deep", "then"])
        // As if all had been killed before the service was written down.
        var record = try #require(RunRecord(text: stack.folder.read("state/run")))
        record.services = []
        try stack.folder.write(record.text, to: "state/run")
        let next = try stack.supervisor([stack.service("next", "print", "up")])
        next.start()
        #expect(await next.whenReady() == .ready)
        #expect(try !stack.leftovers().contains { $0.contains(" daemonise ") })
        next.requestStop()
        await next.whenFinished()
        try await process.waitUntilGone()
        #expect(try stack.leftovers() == [])
    }

    /// On the supervision thread, since the tests' own threads may all be busy until the survivors' grace is over.
    private static func stopAtTheFirstNote(_ supervisor: Supervisor) throws {
        let thread = try EventThread.shared()
        let end = SuspendingClock.now + .seconds(20)
        @Sendable func look() {
            if !supervisor.notes().isEmpty || SuspendingClock.now > end { return supervisor.requestStop() }
            thread.schedule(at: .now + .milliseconds(1)) { look() }
        }
        thread.submit { look() }
    }

    @Test func theRecordStaysAsLongAsSurvivorsDo() async throws {
        let stack = try StackFixture()
        let process = try await killAll(
            stack, "web-\(stack.mark)", ["ignore", "15", "fork", "session", "print", "deep", "then"])
        let interrupted = try stack.supervisor([stack.service("next", "print", "up")])
        interrupted.start()
        try Self.stopAtTheFirstNote(interrupted)
        await interrupted.whenFinished()
        #expect(await interrupted.whenReady() == .stopped)
        #expect(try !stack.leftovers().isEmpty)
        #expect(stack.folder.exists("state/run"))

        // A stack that has nothing to run any more ends them all the same.
        let last = try stack.supervisor([])
        last.start()
        #expect(await last.whenReady() == .ready)
        last.requestStop()
        await last.whenFinished()
        try await process.waitUntilGone()
        #expect(try stack.leftovers() == [])
        #expect(!stack.folder.exists("state/run"))
    }

    @Test func anOrphanThatDiesByItselfIsReaped() async throws {
        let stack = try StackFixture()
        try Adoption.begin()
        let pipe = try OutputPipe()
        let go = stack.folder.path + "/go"
        let warden = try Warden(name: "lost-\(stack.mark)")
        let fixture = "\(StackFixture.products)/service-fixture"
        try warden.start(
            Launch(
                candidates: [fixture],
                arguments: [fixture, "mark", stack.mark, "ignore", "15", "await", go, "exit", "0"], environment: [],
                workingDirectory: "/", output: pipe.writing, error: pipe.writing))
        guard case .started(let pid) = try await SupervisorProcess.next(of: warden) else { throw SystemError("exec") }
        kill(warden.pid, SIGKILL)
        while try await SupervisorProcess.next(of: warden) != .lost { continue }
        try stack.folder.write("", to: "go")
        let thread = try EventThread.shared()
        while ProcessEntry(pid: pid)?.parent == getpid() { await thread.sleep(until: .now + .milliseconds(2)) }
        #expect(ProcessEntry(pid: pid) == nil)
    }
}
