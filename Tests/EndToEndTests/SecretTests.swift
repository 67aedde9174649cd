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
