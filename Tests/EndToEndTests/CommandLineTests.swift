import Testbed
import Testing

/// The command line, and mistakes in the stack file, as a user meets them.
@Suite(.timeLimit(.minutes(1)))
struct CommandLineTests {
    @Test(
        "--help of every command has examples",
        arguments: [
            [], ["check"], ["up"], ["certs"], ["config"], ["explain"], ["init"], ["ports"], ["certs", "show"],
            ["certs", "issue"],
            ["certs", "sign"],
            ["certs", "export"],
        ])
    func help(command: [String]) async throws {
        try await Fixture.with { fixture in
            let outcome = try await RunningProgram([StackFixture.binary] + command + ["--help"], in: fixture).ended()
            #expect(outcome.status == 0)
            #expect(outcome.stdout.contains("EXAMPLES"), "\(outcome.all)")
            #expect(outcome.stdout.contains("devstack"), "\(outcome.all)")
        }
    }

    @Test(
        "A wrong command line is status 64",
        arguments: [
            ["chekc"], ["check", "--fiel", "x"], ["check", "--report", "yaml=x"], ["up", "--format", "json"],
            ["up", "--format", "xml"],
            ["init", "--with", "tsl"],
        ])
    func wrong(words: [String]) async throws {
        try await Fixture.with { fixture in
            let outcome = try await RunningProgram([StackFixture.binary] + words, in: fixture).ended()
            #expect(outcome.status == 64, "\(outcome.all)")
        }
    }

    @Test("Without a stack file the error says where it looked; a folder above is found")
    func locate() async throws {
        try await StackFixture.with { stack in
            let missing = try await stack.run("check")
            #expect(missing.status == 2, "\(missing.all)")
            #expect(missing.all.contains("devstack.yaml") && missing.all.contains("--file"), "\(missing.all)")
            let named = try await stack.run("check", "--file", "nowhere.yaml")
            #expect(named.status == 2 && named.all.contains("nowhere.yaml"), "\(named.all)")
            try stack.stack("checks:\n  one:\n    command: 'true'\n")
            try stack.fixture.write("a/b/c", "")
            let above = try await RunningProgram(
                [StackFixture.binary, "check"], in: stack.fixture, directory: stack.fixture.path("a/b")
            ).ended()
            #expect(above.status == 0, "\(above.all)")
        }
    }

    @Test("Every mistake is shown in one go with file, line, column, caret and the nearest word; nothing starts")
    func mistakes() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                """
                services:
                  web:
                    comand: touch started
                    port: 99999
                checks:
                  one:
                    get: http://localhost:1/
                    expect: {staus: 200}
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 2, "\(outcome.all)")
            for word in ["devstack.yaml:3:5", "command", "devstack.yaml:4:11", "devstack.yaml:8:14", "status", "^"] {
                #expect(outcome.stderr.contains(word), "\(word): \(outcome.all)")
            }
            #expect(stack.fixture.read("started") == nil)
        }
    }

    @Test("A report that cannot be written is said, and is not a pass")
    func reportCannotBeWritten() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one:\n    command: 'true'\n")
            let outcome = try await stack.run("check", "--report", "json=/proc/nowhere/report.json")
            #expect(outcome.status == 64, "\(outcome.all)")
            #expect(outcome.all.contains("/proc/nowhere/report.json"), "\(outcome.all)")
        }
    }

    @Test("A check that does not exist is met with the nearest name, or with at most ten")
    func selection() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                "checks:\n" + (1...30).map { "  number \($0) of all: {command: 'true'}\n" }.joined()
                    + "  the motto: {command: 'true'}\n")
            let near = try await stack.run("check", "the moto")
            #expect(near.status == 64, "\(near.all)")
            #expect(near.all.contains("Did you mean \"the motto\"?") && !near.all.contains("number"), "\(near.all)")
            let far = try await stack.run("check", "nosuch")
            #expect(far.status == 64 && far.all.contains("\"number 10 of all\", and 21 more"), "\(far.all)")
        }
    }

    @Test("A mistake ends devstack while another thread still prepares OpenSSL, and never by a signal")
    func earlyEnd() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one:\n    command: 'true'\n")
            for _ in 0..<8 {
                let runs = try (0..<8).map { _ in try stack.start("check", "nosuch") }
                for run in runs {
                    let outcome = await run.ended()
                    #expect(outcome.status == 64, "\(outcome.all)")
                }
            }
        }
    }

    @Test("A report goes where a link leads and into a FIFO, and takes nothing else's place")
    func reportPlaces() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one:\n    command: 'true'\n")
            try stack.fixture.write("r.json.new", "mine")
            let made = try await stack.program(
                "sh", "-c", "ln -s real.json link.json; ln -s other.json old.json; touch other.json; mkfifo fifo")
            #expect(made.status == 0)
            let reader = try RunningProgram(["cat", "fifo"], in: stack.fixture)
            let outcome = try await stack.run(
                "check", "--report", "json=link.json", "--report", "json=old.json", "--report", "junit=fifo",
                "--report", "json=r.json", "--report", "json=/dev/stdout")
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("\"version\""))
            #expect(await reader.ended().stdout.contains("<testsuites"))
            #expect(stack.fixture.read("r.json.new") == "mine")
            let kinds = try await stack.program(
                "stat", "-c", "%F", "link.json", "old.json", "fifo", "real.json", "other.json")
            #expect(kinds.stdout == "symbolic link\nsymbolic link\nfifo\nregular file\nregular file\n")
            #expect(stack.fixture.read("other.json")?.contains("\"version\"") == true)
        }
    }

    @Test("A verdict that cannot be written is not a pass; up ends when its reader has gone")
    func output() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one:\n    command: 'true'\n")
            let full = try await stack.program("sh", "-c", "exec \(StackFixture.binary) check > /dev/full")
            #expect(full.status == 70, "\(full.all)")
            #expect(full.stderr.contains("No space left on device"), "\(full.all)")
            try stack.stack("services:\n  chatty:\n    command: [sh, -c, 'while :; do echo more; sleep 0.05; done']\n")
            let left = try await stack.program("sh", "-c", "\(StackFixture.binary) up | head -n 2")
            #expect(left.status == 0, "\(left.all)")
        }
    }
}
