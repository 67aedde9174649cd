import Glibc
import Testbed
import Testing

/// Which versions of TLS a built-in server speaks, asked by curl.
@Suite(.timeLimit(.minutes(1)))
struct TLSVersionTests {
    @Test("min_version: 1.3 refuses a client that speaks only TLS 1.2", arguments: ["in-process", "child"])
    func minimum(run: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/index.html", "hello\n")
            try stack.stack(
                """
                certificates:
                  localhost: [localhost, 127.0.0.1, "::1"]
                services:
                  site:
                    files: site
                    port: \(port)
                    tls: {certificate: localhost, min_version: 1.3}
                    run: \(run)
                """)
            let up = try stack.start("up")
            await up.waitFor("ready")
            let curl = ["curl", "-sS", "--cacert", "certs/ca.pem", "https://localhost:\(port)/"]
            let newer = try await RunningProgram(curl, in: stack.fixture).ended()
            #expect(newer.stdout == "hello\n", "\(newer.all)")
            let older = try await RunningProgram(curl + ["--tls-max", "1.2"], in: stack.fixture).ended()
            #expect(older.status == 35 && older.stderr.contains("protocol version"), "\(older.all)")
            up.signal(SIGINT)
            #expect(await up.ended().status == 0)
        }
    }
}
