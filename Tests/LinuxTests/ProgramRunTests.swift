import Glibc
import Testbed
import Testing

@testable import Linux

@Suite(.timeLimit(.minutes(1))) struct ProgramRunTests {
    @Test func outputOfBothKindsInItsOrderAndTheEnd() throws {
        let run = try ProgramRun(["sh", "-c", "echo one; echo two >&2; echo three; exit 7"])
        #expect(String(decoding: run.output, as: UTF8.self) == "one\ntwo\nthree\n")
        #expect(run.end == .status(7) && !run.succeeded)
        #expect(try ProgramRun(["true"]).succeeded)
    }

    @Test func aSignalIsNoStatus() throws {
        #expect(try ProgramRun(["sh", "-c", "kill -9 $$"]).end == .signal(SIGKILL))
    }

    @Test func moreThanAPipeHolds() throws {
        #expect(try ProgramRun(["sh", "-c", "head -c 300000 /dev/zero"]).output.count == 300_000)
    }

    @Test func aProgramThatIsNotThere() {
        #expect(throws: SystemError("posix_spawn", "no-such-program", code: ENOENT)) {
            try ProgramRun(["no-such-program"])
        }
    }

    @Test func aFileIsOpenAsLongAsAnotherProcessHasIt() async throws {
        try await Fixture.with { fixture in
            let path = try fixture.write("file", "")
            #expect(!OpenFiles.isOpen(path))
            let holder = try RunningProgram(["sh", "-c", "exec 3<file; echo open; exec sleep 60"], in: fixture)
            await holder.waitFor("open")
            #expect(OpenFiles.isOpen(path))
            #expect(!OpenFiles.isOpen(path + "x"))
            holder.signal(SIGKILL)
            _ = await holder.ended()
            #expect(!OpenFiles.isOpen(path))
        }
    }
}
