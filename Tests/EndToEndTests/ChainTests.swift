import Glibc
import Testbed
import Testing

/// Chains that are judged and failures that are explained, by the real binary.
@Suite(.timeLimit(.minutes(1)))
struct ChainTests {
    @Test("A running stack is judged by its files and its port; a name that is missing is added at its line")
    func running() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.site(port: port)
            let none = try await stack.run("certs", "lint")
            #expect(none.status == 3 && none.stderr.contains("error[R018]"), "\(none.all)")

            let up = try stack.start("up")
            await up.waitFor("passed")
            let own = try await stack.run("certs", "lint")
            #expect(own.status == 0 && own.stdout.hasPrefix("pass certs/localhost.pem\n"), "\(own.all)")
            let served = try await stack.run("certs", "lint", "localhost:\(port)", "--format", "json")
            #expect(served.status == 0 && served.stdout.contains("\"accepted\": true"), "\(served.all)")
            let other = try await stack.run("certs", "lint", "localhost:\(port)", "--name", "shop.test")
            #expect(other.status == 1 && other.stdout.contains("host_not_named (all: openssl"), "\(other.all)")

            let good = try await stack.run("certs", "explain", "localhost:\(port)")
            #expect(good.status == 0 && good.stdout.contains("a client accepts it"), "\(good.all)")
            let wrong = try await stack.run("certs", "explain", "localhost:\(port)", "--name", "shop.test")
            #expect(wrong.status == 1, "\(wrong.all)")
            #expect(
                wrong.stdout.contains("  fix       add shop.test to the names of `localhost` (devstack.yaml:2)\n"),
                "\(wrong.all)")
            up.signal(SIGINT)
            #expect(await up.ended().status == 0)

            let gone = try await stack.run("certs", "lint", "localhost:\(port)")
            #expect(gone.status == 3 && gone.stderr.contains("error[R020]: no certificate came from"), "\(gone.all)")
            let refused = try await stack.run("certs", "explain", "localhost:\(port)", "--format", "json")
            #expect(refused.status == 1 && refused.stdout.contains("\"failure\": \"refused\""), "\(refused.all)")
        }
    }

    @Test("A red check on a self-signed server tells the rule and which certificate to serve instead")
    func selfSigned() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let made = try await stack.program(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout",
                "own.key", "-out", "own.pem", "-days", "30", "-subj", "/CN=on its own", "-addext",
                "subjectAltName=DNS:localhost")
            try #require(made.status == 0, "\(made.all)")
            try stack.stack(
                """
                certificates:
                  localhost: [localhost]
                services:
                  other:
                    command: openssl s_server -accept 127.0.0.1:\(port) -cert own.pem -key own.key -www -quiet
                    host: 127.0.0.1
                    port: \(port)
                    tls: localhost
                checks:
                  it answers:
                    get: https://localhost:\(port)/
                """)
            let red = try await stack.run("check", "--report", "json=report.json", "--report", "junit=report.xml")
            #expect(red.status == 1, "\(red.all)")
            let fix = "let the server use certs/localhost.pem and certs/localhost.key"
            for words in [
                "  failed    self_signed: ", "  rule      somebody whom the client trusts has signed the certificate",
                "CN=on its own (signed by itself)  x self_signed", "  fix       \(fix)",
            ] { #expect(red.stdout.contains(words), "\(words): \(red.all)") }
            #expect(stack.fixture.read("report.json")?.contains("\"rule\": \"self_signed\"") == true)
            #expect(stack.fixture.read("report.xml")?.contains(fix) == true)

            let lint = try await stack.run("certs", "lint", "own.pem", "--profile", "go")
            #expect(lint.status == 1 && lint.stdout.contains("self_signed (go)"), "\(lint.all)")
            let trusted = try await stack.run("certs", "lint", "own.pem", "--ca", "own.pem", "--profile", "go")
            #expect(trusted.status == 0, "\(trusted.all)")
            let none = try await stack.run("certs", "lint", "own.key")
            #expect(none.status == 3 && none.stderr.contains("error[R019]"), "\(none.all)")
            let unknown = try await stack.run("certs", "lint", "own.pem", "--profile", "netscape")
            #expect(unknown.status == 64, "\(unknown.all)")
        }
    }
}
