import Testbed
import Testing

/// What `.env` says is masked wherever devstack writes.
@Suite(.timeLimit(.minutes(1)))
struct SecretTests {
    @Test("No secret of .env is in a report, in a log or on the terminal")
    func masked() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let secret = "hunter2topsecret"
            try stack.writeListener()
            try stack.fixture.write(".env", "SECRET=\(secret)\nINHERITED=inherited-\(secret)\nUNUSED=birds\n")
            try stack.stack(
                """
                services:
                  chatty:
                    command: python3 listener.py \(port) "say=my ${SECRET}"
                    port: \(port)
                    environment: [INHERITED]
                  env:
                    command: env
                    environment: {PASSWORD: "${SECRET}"}
                checks:
                  a command: {command: "sh -c 'echo ${SECRET}; exit 1'"}
                  its words: {command: "sh -c 'echo ${SECRET}'", expect: {stdout: "not ${SECRET}"}}
                  birds: {get: "http://localhost:\(port)/?token=${SECRET}", expect: {status: 404}}
                """)
            let outcome = try await stack.run("check", "--report", "json=out.json", "--report", "junit=out.xml")
            #expect(outcome.status == 1, "\(outcome.all)")
            #expect(!outcome.all.contains(secret), "\(outcome.all)")
            #expect(outcome.all.contains("birds"), "\(outcome.all)")
            for file in ["out.json", "out.xml", ".devstack/logs/chatty.log", ".devstack/logs/env.log"] {
                let text = try #require(stack.fixture.read(file), "\(file) is missing")
                #expect(!text.contains(secret), "\(file): \(text)")
                #expect(text.contains("***"), "\(file): \(text)")
            }
        }
    }

    @Test("What env_file sets reaches the program, environment wins over it, and neither is shown")
    func environmentFiles() async throws {
        try await StackFixture.with { stack in
            let secret = "hunter2topsecret"
            try stack.fixture.write("api.env", "PASSWORD=\(secret)\nURL=db://${PASSWORD}@db\nLEVEL=from-the-file\n")
            try stack.fixture.write("see.sh", "echo \"$PASSWORD $URL $LEVEL\" > seen; echo \"it is $PASSWORD\"\n")
            try stack.stack(
                """
                services:
                  see:
                    command: sh see.sh
                    ready: exit
                    env_file: [api.env, {path: none.env, required: false}]
                    environment: {LEVEL: loud}
                checks:
                  a command: {command: "sh -c 'cat seen; exit 1'"}
                """)
            let outcome = try await stack.run("check", "--report", "json=out.json", "--logs")
            #expect(outcome.status == 1, "\(outcome.all)")
            #expect(stack.fixture.read("seen") == "\(secret) db://\(secret)@db loud\n")
            for text in [outcome.all, stack.fixture.read("out.json"), stack.fixture.read(".devstack/logs/see.log")] {
                #expect(text?.contains(secret) == false && text?.contains("***") == true, "\(text ?? "missing")")
            }
            let config = try await stack.run("config")
            #expect(config.status == 0 && config.all.contains("required: false"), "\(config.all)")
            #expect(!config.all.contains(secret), "\(config.all)")
            try stack.fixture.write("api.env", "PASSWORD \(secret)\n")
            let broken = try await stack.run("check")
            #expect(broken.status == 2 && broken.all.contains("api.env:1:1"), "\(broken.all)")
            #expect(!broken.all.contains(secret), "\(broken.all)")
        }
    }

    @Test("Nor is it where it lies across the parts of a very long line")
    func longLines() async throws {
        try await StackFixture.with { stack in
            let secret = "hunter2topsecret"
            try stack.fixture.write(".env", "SECRET=\(secret)\n")
            try stack.fixture.write(
                "say.py",
                "import os, sys\nfor place in range(65536 - 17, 65536 + 1):\n"
                    + "    print('x' * place + os.environ['SECRET'] + 'end', file=sys.stderr)\nsys.exit(3)\n")
            try stack.stack(
                "services:\n  a: {command: python3 say.py, ready: exit, environment: {SECRET: \"${SECRET}\"}}\n"
                    + "checks:\n  c: {command: 'true'}\n")
            let outcome = try await stack.run(
                "check", "--logs", "--report", "json=out.json", "--report", "junit=out.xml")
            #expect(outcome.status == 4)
            let logs = try await stack.run("logs").all
            for text in [
                outcome.all, stack.fixture.read("out.json"), stack.fixture.read("out.xml"), logs,
                stack.fixture.read(".devstack/logs/a.log"),
            ] {
                let text = try #require(text).replacing("x", with: "")
                for piece in ["hunt", "unter", "secr", "cret"] { #expect(!text.contains(piece), "\(text)") }
                #expect(text.contains("***"))
            }
        }
    }

    @Test("Nor is it where a service fails, nor in a mistake in .env itself")
    func failures() async throws {
        try await StackFixture.with { stack in
            let secret = "hunter2topsecret"
            try stack.fixture.write(".env", "SECRET=\(secret)\n")
            try stack.stack(
                "services:\n  a: {command: \"sh -c 'echo ${SECRET} >&2; exit 3'\", ready: exit}\n"
                    + "  b: {command: \"./${SECRET}\"}\nchecks:\n  c: {command: 'true'}\n")
            let outcome = try await stack.run("check", "--report", "json=out.json", "--report", "junit=out.xml")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("***"), "\(outcome.all)")
            for text in [
                outcome.all, stack.fixture.read("out.json") ?? secret, stack.fixture.read("out.xml") ?? secret,
            ] {
                #expect(!text.contains(secret), "\(text)")
            }
            try stack.fixture.write(".env", "SECRET=\"\(secret)\n\(secret)\n")
            let broken = try await stack.run("check", "--report", "junit=out.xml")
            #expect(broken.status == 2 && !broken.all.contains(secret), "\(broken.all)")
            #expect(stack.fixture.read("out.xml")?.contains(secret) == false)
        }
    }
}
