import Glibc
import Testbed
import Testing

/// Mutual TLS by the real binary: who is served, who is refused, and what both are told.
@Suite(.timeLimit(.minutes(1)))
struct MutualTLSTests {
    private static func write(_ stack: StackFixture, port: UInt16, run: String, clientAuthority: String, checks: String)
        throws
    {
        try stack.fixture.write("site/index.html", "hello\n")
        try stack.stack(
            """
            certificates:
              localhost: [localhost, 127.0.0.1, "::1"]
              laptop: {names: [laptop.test], usage: client}
            services:
              site:
                files: site
                port: \(port)
                tls: {certificate: localhost, client_ca: \(clientAuthority)}
                run: \(run)
                ready: {http: /}
            checks:
            \(checks)
            """)
    }

    @Test("Who shows a certificate is served, by a server of either kind", arguments: ["in-process", "child"])
    func served(run: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try Self.write(
                stack, port: port, run: run, clientAuthority: "stack",
                checks: """
                      shown: {get: "https://localhost:\(port)/", client_certificate: laptop}
                      none: {get: "https://localhost:\(port)/", expect: {failure: no_client_certificate}}
                      a server's:
                        get: https://localhost:\(port)/
                        client_certificate: localhost
                        expect: {failure: client_certificate_refused}
                    """)
            let up = try stack.start("up")
            await up.waitFor("3 checks passed")
            for version in ["1.2", "1.3"] {
                let curl = [
                    "curl", "-sS", "--cacert", "certs/ca.pem", "--tlsv\(version)", "--tls-max", version,
                    "https://localhost:\(port)/",
                ]
                let shown = ["--cert", "certs/laptop.pem", "--key", "certs/laptop.key"]
                let with = try await RunningProgram(curl + shown, in: stack.fixture).ended()
                #expect(with.stdout == "hello\n", "\(with.all)")
                let without = try await RunningProgram(curl, in: stack.fixture).ended()
                let alert = version == "1.3" ? "alert certificate required" : "alert handshake failure"
                #expect(without.status != 0 && without.stderr.contains(alert), "\(without.all)")
            }
            let explained = try await stack.run("certs", "explain", "localhost:\(port)")
            #expect(explained.status == 1 && explained.stdout.contains("it refuses the client"), "\(explained.all)")
            #expect(
                explained.stdout.contains(
                    "  fix       curl --cert certs/laptop.pem --key certs/laptop.key https://localhost:\(port)/\n"),
                "\(explained.all)")
            // A handshake proves what is served, though the server refuses what it was shown.
            let renewed = try await stack.run("certs", "--renew")
            #expect(renewed.status == 0 && renewed.stdout.contains("port \(port) serves it"), "\(renewed.all)")
            up.signal(SIGINT)
            let ended = await up.ended()
            #expect(ended.status == 0, "\(ended.all)")
            #expect(ended.all.contains(": client refused: it shows no certificate\n"), "\(ended.all)")
            #expect(ended.all.contains("client refused: its certificate CN=localhost,"), "\(ended.all)")
            #expect(ended.all.contains(": wrong_usage, unsuitable certificate purpose (26)\n"), "\(ended.all)")
        }
    }

    @Test("A check that is refused says why, what the server said, and what to do")
    func refused() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let made = try await stack.program(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", "other.key", "-out", "other.pem", "-days", "30", "-subj", "/CN=somebody else")
            try #require(made.status == 0, "\(made.all)")
            try Self.write(
                stack, port: port, run: "in-process", clientAuthority: "other.pem",
                checks: """
                      of another authority: {get: "https://localhost:\(port)/", client_certificate: laptop}
                      none: {get: "https://localhost:\(port)/", expect: {failure: refused}}
                    """)
            // The probe cannot get in either, and says what to do.
            let barred = try await stack.run("check")
            #expect(barred.status == 4, "\(barred.all)")
            #expect(barred.all.contains("client_certificate_refused"), "\(barred.all)")
            try stack.stack((stack.fixture.read("devstack.yaml") ?? "").replacing("    ready: {http: /}\n", with: ""))
            let red = try await stack.run("check", "--report", "json=report.json")
            #expect(red.status == 1, "\(red.all)")
            for words in [
                "got       client_certificate_refused: the peer sent the alert \"unknown CA\" (48)",
                "why       the server refuses the client's certificate `laptop`, which \"CN=devstack authority",
                "untrusted_issuer, unable to get local issuer certificate (20)",
                "got       no_client_certificate: the peer sent the alert \"certificate required\" (116)",
                ": client refused: it shows no certificate\n",
                "fix       write `client_certificate: laptop` in the check (devstack.yaml:12)",
            ] { #expect(red.stdout.contains(words), "\(words): \(red.all)") }
            #expect(stack.fixture.read("report.json")?.contains("\"rule\": \"client_certificate_refused\"") == true)

            try stack.fixture.write(
                "other.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
            let broken = try await stack.run("check")
            #expect(broken.status == 4 && broken.all.contains("other.pem cannot be used"), "\(broken.all)")
        }
    }

    @Test("A program that asks for client certificates is ready once it has shown its own", arguments: ["2", "3"])
    func probed(version: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                certificates:
                  localhost: [localhost, 127.0.0.1, "::1"]
                services:
                  other:
                    command: >-
                      openssl s_server -accept 127.0.0.1:\(port) -cert certs/localhost.pem -key certs/localhost.key
                      -CAfile certs/ca.pem -Verify 1 -verify_return_error -tls1_\(version) -www -quiet
                    host: 127.0.0.1
                    port: \(port)
                    tls: localhost
                    ready: tls
                checks:
                  nobody gets in: {get: "https://localhost:\(port)/", expect: {failure: no_client_certificate}}
                """)
            let green = try await stack.run("check")
            #expect(green.status == 0, "\(green.all)")
        }
    }

    @Test("A service whose certificate is bad on purpose asks its clients all the same")
    func defective() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/index.html", "hello\n")
            try stack.stack(
                """
                certificates:
                  localhost: [localhost, 127.0.0.1, "::1"]
                  laptop: {names: [laptop.test], usage: client}
                services:
                  bad:
                    files: site
                    port: \(port)
                    tls: {certificate: localhost, client_ca: stack, defect: expired}
                checks:
                  shown: {get: "https://localhost:\(port)/", trust: none, client_certificate: laptop}
                  none: {get: "https://localhost:\(port)/", trust: none, expect: {failure: no_client_certificate}}
                  bad: {get: "https://localhost:\(port)/", expect: {failure: expired}}
                """)
            let green = try await stack.run("check")
            #expect(green.status == 0, "\(green.all)")
        }
    }
}
