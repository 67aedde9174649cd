import Glibc
import Linux
import Testing

/// Processes as /proc shows them.
@Suite struct ProcessTests {
    @Test func thisProcessIsInTheTable() throws {
        let table = try ProcessTable.current()
        let own = try #require(table.entries.first { $0.pid == getpid() })
        #expect(own.parent == getppid())
        #expect(own.session == getsid(0))
        #expect(own.group == getpgid(0))
        #expect(ProcessEntry(pid: getpid())?.start == own.start)
        #expect(table.entries.map(\.pid) == table.entries.map(\.pid).sorted())
        #expect(table.descendants(of: getppid()).contains { $0.pid == own.pid })
        #expect(table.entry(of: getpid()) == own)
        #expect(table.entry(of: 0) == nil)
        #expect(table.lineage(of: getpid()).isSuperset(of: [getpid(), max(1, getppid())]))
        #expect(!table.lineage(of: getppid()).contains(getpid()))
    }

    @Test func aSignalReachesNoLaterProcessOfThatNumber() throws {
        var own = try #require(ProcessEntry(pid: getpid()))
        #expect(own.signal(0) == 0)
        own.start += 1
        #expect(own.signal(SIGKILL) == ESRCH)
    }

    @Test func noSuchProcess() {
        #expect(ProcessEntry(pid: 0) == nil)
        #expect(ProcessFiles.sockets(of: Int32.max) == nil)
        #expect(ProcessFiles.commandLine(of: Int32.max) == "a process")
    }

    @Test func endsAreSaidInWords() {
        #expect(ProcessExit.status(137).description == "status 137")
        #expect(ProcessExit.signal(SIGKILL).description == "signal 9 (SIGKILL)")
        #expect(ProcessExit.signal(200).description == "signal 200 (SIG200)")
        #expect(ProcessExit.status(3).verb == "ended with status 3")
        #expect(ProcessExit.signal(SIGSEGV).verb == "was ended by signal 11 (SIGSEGV)")
        #expect(ProcessExit.status(0).isSuccess)
        #expect(!ProcessExit.signal(0).isSuccess)
    }

    @Test func programsAreLookedUpAsExecvpDoes() {
        #expect(Launch.candidates(for: "a", searchPath: "/x::y") == ["/x/a", "./a", "y/a"])
        #expect(Launch.candidates(for: "./a", searchPath: "/x") == ["./a"])
        #expect(Launch.candidates(for: "a", searchPath: nil) == ["/bin/a", "/usr/bin/a"])
    }
}
