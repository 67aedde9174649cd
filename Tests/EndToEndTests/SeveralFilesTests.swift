import Testbed
import Testing

/// `--file` more than once, with every command and with a server in a process of its own.
@Suite(.timeLimit(.minutes(1)))
struct SeveralFilesTests {
    private static let base = """
        certificates:
          localhost: [localhost, 127.0.0.1]
        services:
          site:
            files: site
            port: 1
            tls: localhost
        checks:
          the motto:
            get: https://localhost:1/motto.txt
            expect: {body: {contains: help}}
        """

    private static func change(port: UInt16) -> String {
        """
        certificates:
          localhost: ["::1"]
        services:
          site: {port: \(port), run: child}
        checks:
          the motto: {get: "https://localhost:\(port)/motto.txt"}
        """
    }

    @Test("A later file changes the first; paths are relative to the first; a child server reads both")
    func merged() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("stack/site/motto.txt", "help who you can")
            try stack.fixture.write("stack/base.yaml", Self.base)
            try stack.fixture.write("other/change.yaml", Self.change(port: port))
            let files = ["--file", "stack/base.yaml", "-f", "other/change.yaml"]
            let check = try await RunningProgram([StackFixture.binary, "check"] + files, in: stack.fixture).ended()
            #expect(check.status == 0, "\(check.all)")
            #expect(check.all.contains("1 check passed"), "\(check.all)")
            #expect(stack.fixture.read("stack/certs/localhost.pem") != nil)
            #expect(stack.fixture.read("stack/.devstack/logs/site.log")?.contains("/motto.txt") == true)
            let certificates = try await RunningProgram([StackFixture.binary, "certs"] + files, in: stack.fixture)
                .ended()
            #expect(certificates.status == 0 && certificates.all.contains("::1"), "\(certificates.all)")
            let up = try RunningProgram([StackFixture.binary, "up"] + files, in: stack.fixture)
            await up.waitFor("1 check passed")
            up.signal(2)
            #expect(await up.ended().status == 0)
        }
    }

    @Test("Each mistake names its file, and a conflict shows the places in both")
    func mistakes() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("site/motto.txt", "")
            try stack.fixture.write("one.yaml", Self.base)
            try stack.fixture.write("two.yaml", "services:\n  api: {command: api, port: 1, nosuch: 1}\n")
            let outcome = try await stack.run("check", "--file", "one.yaml", "--file", "two.yaml")
            #expect(outcome.status == 2, "\(outcome.all)")
            for text in [
                "two.yaml:2:29: error[E060]", "one.yaml:6:11: note: `site` has it here", "6 |     port: 1",
                "2 |   api: {command: api, port: 1, nosuch: 1}", "two.yaml:2:32: error[E030]",
            ] {
                #expect(outcome.all.contains(text), "\(text): \(outcome.all)")
            }
            let missing = try await stack.run("check", "--file", "one.yaml", "--file", "nosuch.yaml")
            #expect(missing.status == 2 && missing.all.contains("nosuch.yaml"), "\(missing.all)")
        }
    }

    @Test("The hint of a red check names every file")
    func hint() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("one.yaml", "checks:\n  bad: {command: 'false'}\n  good: {command: 'true'}\n")
            try stack.fixture.write("two.yaml", "checks:\n  good: {timeout: 1m}\n")
            let outcome = try await stack.run("check", "-f", "one.yaml", "-f", "two.yaml")
            #expect(outcome.status == 1, "\(outcome.all)")
            #expect(outcome.all.contains("check --file 'one.yaml' --file 'two.yaml' 'bad'"), "\(outcome.all)")
        }
    }
}
