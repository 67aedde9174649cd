import Glibc
import Testbed
import Testing

@testable import Linux

@Suite(.timeLimit(.minutes(1))) struct ProgramRunTests {
    /// Waits on a thread that no other test needs.
    private func run(_ arguments: [String]) async throws -> ProgramRun {
        try await BlockingThreads.run { try ProgramRun(arguments) }
    }

    @Test func outputOfBothKindsInItsOrderAndTheEnd() async throws {
        let run = try await run(["sh", "-c", "echo one; echo two >&2; echo three; exit 7"])
        #expect(String(decoding: run.output, as: UTF8.self) == "one\ntwo\nthree\n")
        #expect(run.end == .status(7) && !run.succeeded)
        #expect(try await self.run(["true"]).succeeded)
    }

    @Test func aSignalIsNoStatus() async throws {
        #expect(try await run(["sh", "-c", "kill -9 $$"]).end == .signal(SIGKILL))
    }

    @Test func moreThanAPipeHolds() async throws {
        #expect(try await run(["sh", "-c", "head -c 300000 /dev/zero"]).output.count == 300_000)
    }

    @Test func aProgramThatIsNotThere() async {
        // By a path, since a folder of PATH that is closed to this user would be another reason.
        await #expect(throws: SystemError("posix_spawn", "/usr/no-such-program", code: ENOENT)) {
            try await run(["/usr/no-such-program"])
        }
    }

    @Test func aFileIsOpenAsLongAsAnotherProcessHasIt() async throws {
        try await Fixture.with { fixture in
            func isOpen(_ path: String) async throws -> Bool {
                try await BlockingThreads.run { OpenFiles.isOpen(path) }
            }
            let path = try fixture.write("file", "")
            #expect(try await !isOpen(path))
            let holder = try RunningProgram(["sh", "-c", "exec 3<file; echo open; exec sleep 60"], in: fixture)
            await holder.waitFor("open")
            #expect(try await isOpen(path))
            #expect(try await !isOpen(path + "x"))
            holder.signal(SIGKILL)
            _ = await holder.ended()
            #expect(try await !isOpen(path))
        }
    }
}
