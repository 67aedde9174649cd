import Glibc
import StackModel
import Testbed
import Testing

/// `devstack logs`, while the stack runs and after it.
@Suite(.timeLimit(.minutes(1))) struct LogsTests {
    /// A stack whose `api` writes a line for each line of a FIFO.
    private static func with(_ body: (StackFixture) async throws -> Void) async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write(".env", "SECRET=hunter2topsecret\n")
            try stack.stack(
                """
                services:
                  api: {command: [sh, -c, 'echo begun; echo "an error with ${SECRET}" >&2; exec cat go']}
                  worker: {command: [sh, -c, "printf '\\\\033[2Jcleared\\\\n'; exec sleep 600"]}
                """)
            #expect(mkfifo(stack.fixture.path("go"), 0o600) == 0)
            try await body(stack)
        }
    }

    /// From where no end of the FIFO's is seen by `cat` until it is closed.
    private static func openFIFO(_ stack: StackFixture) -> Int32 { open(stack.fixture.path("go"), O_RDWR | O_CLOEXEC) }

    @Test func theyAreShownAndFollowedUntilTheStackEnds() async throws {
        try await Self.with { stack in
            let go = Self.openFIFO(stack)
            defer { close(go) }
            #expect(try await stack.run("up", "--detach").status == 0)
            let follower = try stack.start("logs", "--follow", "--tail", "1", "-t", "api")
            await follower.waitFor("an error with ***")
            _ = write(go, "later\n", 6)
            await follower.waitFor("later")

            let socket = String(try #require(stack.fixture.read(".devstack/control")).dropLast())
            let client = try RunningProgram(
                [
                    "curl", "-sN", "--unix-socket", socket,
                    "http://devstack/v1/logs?follow=true&tail=1&service=api&format=text",
                ], in: stack.fixture)
            await client.waitFor("later")
            _ = write(go, "the end\n", 8)
            await client.waitFor("the end")
            #expect(try await stack.run("restart", "worker").status == 0)
            #expect(try await stack.run("down").status == 0)

            let followed = await follower.ended()
            #expect(followed.status == 0)
            let lines = followed.stdout.split(separator: "\n")
            #expect(
                lines.map { $0.dropFirst("api    | 2026-11-23T19:24:03.123456Z ".utf8.count) }.map(String.init) == [
                    "an error with ***", "later", "the end",
                ])
            #expect(followed.stderr.contains("this stack has ended"))
            let carried = await client.ended()
            #expect(carried.status == 0)
            #expect(carried.stdout == "api    | later\napi    | the end\n")

            let after = try await stack.run("logs", "--grep", "^(begun|cle|.*cleared)$")
            #expect(after.status == 0)
            #expect(after.stdout.split(separator: "\n").filter { $0.contains("begun") } == ["api    | begun"])
            #expect(after.stdout.split(separator: "\n").count { $0 == "worker | \\x1B[2Jcleared" } == 2)
            let json = try await stack.run("logs", "--format", "json", "api", "--since", "1h")
            let objects = try json.stdout.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
            let streams = try objects.map { try JSONPath(parsing: "$.stream").select(from: $0) }
            #expect(streams == ["dev", "out", "err", "out", "out"].map { [JSONValue.string($0)] })
            #expect(try objects.last.map(JSONPath(parsing: "$.line").select) == [.string("the end")])
            #expect(!json.all.contains("hunter2"))
        }
    }

    @Test func ctrlCEndsFollowingAndNothingElse() async throws {
        try await Self.with { stack in
            let go = Self.openFIFO(stack)
            defer { close(go) }
            #expect(try await stack.run("up", "--detach").status == 0)
            let follower = try stack.start("logs", "-f")
            await follower.waitFor("begun")
            follower.signal(SIGINT)
            #expect(await follower.ended().status == 0)
            let cut = try await stack.program("sh", "-c", "'\(StackFixture.binary)' logs -f | head -n 1")
            #expect(cut.status == 0 && cut.stderr.isEmpty, "\(cut.all)")
            #expect(try await stack.run("status").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aServiceThatAReloadAddsIsFollowed() async throws {
        try await StackFixture.with { stack in
            func file(_ further: String) -> String {
                "services:\n  api: {command: [sh, -c, 'echo begun; exec sleep 600']}\n\(further)"
            }
            try stack.stack(file("  old: {command: [sh, -c, 'echo old; exec sleep 600']}"))
            #expect(try await stack.run("up", "--detach").status == 0)
            let follower = try stack.start("logs", "-f", "--tail", "0")
            let json = try stack.start("logs", "-f", "--format", "json")
            let named = try stack.start("logs", "-f", "api")
            let joined = try stack.start("up")
            await joined.waitFor("next: Ctrl-C leaves")
            await json.waitFor("begun")
            await named.waitFor("begun")
            try stack.stack(file("  newcomer: {command: [sh, -c, 'echo here; exec sleep 600']}"))
            #expect(try await stack.run("reload").status == 0)
            await follower.waitFor("newcomer | here")
            await joined.waitFor("newcomer | here")
            await json.waitFor(#""service":"newcomer","stream":"out","line":"here""#)
            // The name of one that was there before is filled up to the same width.
            #expect(try await stack.run("restart", "api").status == 0)
            await follower.waitFor("api      | begun")
            await joined.waitFor("api      | begun")
            #expect(try await stack.run("down").status == 0)
            for program in [follower, joined, json, named] { #expect(await program.ended().status == 0) }
            #expect(!(await named.ended().all.contains("here")))
        }
    }

    @Test func aMistakeIsSaid() async throws {
        try await Self.with { stack in
            let nothing = try await stack.run("logs")
            #expect(nothing.status == 0 && nothing.stderr.contains("never up"), "\(nothing.all)")
            let unknown = try await stack.run("logs", "wroker")
            #expect(unknown.status == 64 && unknown.stderr.contains("Did you mean \"worker\"?"), "\(unknown.all)")
            for words in [["--grep", "("], ["--since", "x"], ["--tail", "-1"], ["-f", "--until", "1m"]] {
                let wrong = try await RunningProgram([StackFixture.binary, "logs"] + words, in: stack.fixture).ended()
                #expect(wrong.status == 64, "\(words): \(wrong.all)")
            }
        }
    }

    @Test("What a detached devstack says itself has its times")
    func ownWords() async throws {
        try await Self.with { stack in
            let go = Self.openFIFO(stack)
            defer { close(go) }
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("down").status == 0)
            let lines = try #require(stack.fixture.read(".devstack/up.log")).split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines {
                #expect(line.firstMatch(of: /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \S/) != nil, "\(line)")
            }
        }
    }
}
