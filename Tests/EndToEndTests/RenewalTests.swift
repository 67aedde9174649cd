import Glibc
import Testbed
import Testing

/// `certs --renew` while the stack is up: it says of each port with TLS what it serves now.
@Suite(.timeLimit(.minutes(1)))
struct RenewalTests {
    private static let program = """
        import socket, ssl, sys, threading
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certs/localhost.pem", "certs/localhost.key")
        def serve(port, speaks_tls):
            server = socket.create_server(("127.0.0.1", port))
            while True:
                connection, _ = server.accept()
                try:
                    if speaks_tls: connection = context.wrap_socket(connection, server_side=True)
                except OSError:
                    pass
                connection.close()
        for word in sys.argv[2:]:
            threading.Thread(target=serve, args=[int(word.strip("+")), word[0] == "+"]).start()
        serve(int(sys.argv[1]), True)

        """

    private func serial(_ stack: StackFixture) async throws -> String {
        let shown = try await stack.program("openssl", "x509", "-in", "certs/localhost.pem", "-noout", "-serial")
        return shown.stdout.split(whereSeparator: { "=\n".contains($0) }).last?.lowercased() ?? ""
    }

    @Test("Further ports of a program are asked as well, those that speak TLS")
    func furtherPorts() async throws {
        let (port, secure, plain) = (FreePort.take(), FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [port, secure, plain]) { stack in
            try stack.fixture.write("program.py", Self.program)
            try stack.stack(
                """
                certificates:
                  localhost: [localhost, 127.0.0.1]
                services:
                  program:
                    command: python3 program.py \(port) +\(secure) \(plain)
                    port: \(port)
                    ports: {admin: \(secure), metrics: \(plain)}
                    tls: localhost
                    host: 127.0.0.1
                """)
            #expect(try await stack.run("up", "--detach").status == 0)
            let renewed = try await stack.run("certs", "--renew")
            #expect(renewed.status == 0, "\(renewed.all)")
            for number in [port, secure] {
                #expect(
                    renewed.stderr.contains("program on port \(number) still serves the certificate from before"),
                    "\(renewed.all)")
            }
            #expect(!renewed.all.contains("\(plain)"), "\(renewed.all)")
            #expect(try await stack.run("restart", "program").status == 0)
            let again = try await stack.run("certs", "--renew", "--format", "json")
            #expect(again.stdout.contains("\"port\": \(secure)") && !again.stdout.contains("\(plain)"), "\(again.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test("Each port is asked before and after; a program that keeps the old certificate is told of")
    func running() async throws {
        let (port, other) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [port, other]) { stack in
            try stack.fixture.write("site/index.html", "hello")
            try stack.fixture.write("program.py", Self.program)
            try stack.stack(
                """
                certificates:
                  localhost: [localhost, 127.0.0.1]
                services:
                  site: {files: site, port: \(port), tls: localhost}
                  program: {command: python3 program.py \(other), port: \(other), tls: localhost, host: 127.0.0.1}
                checks:
                  verified: {get: "https://localhost:\(port)/"}
                """)
            let up = try stack.start("up")
            await up.waitFor("passed")
            let old = try await serial(stack)

            let renewed = try await stack.run("certs", "--renew")
            let new = try await serial(stack)
            #expect(renewed.status == 0 && new != old, "\(renewed.all)")
            #expect(renewed.stdout.contains("site on port \(port) serves it: \(old) -> \(new)\n"), "\(renewed.all)")
            #expect(renewed.stdout.contains("  before    \(old)\n"), "\(renewed.all)")
            #expect(
                renewed.stderr.contains("program on port \(other) still serves the certificate from before"),
                "\(renewed.all)")

            let json = try await stack.run("certs", "--renew", "--format", "json")
            let newest = try await serial(stack)
            let flat = json.stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(json.status == 0 && flat.contains("\"previous_serial\": \"\(new)\""), "\(json.all)")
            #expect(
                flat.contains(
                    "\"service\": \"site\", \"port\": \(port), \"certificate\": \"localhost\", "
                        + "\"old_serial\": \"\(new)\", \"new_serial\": \"\(newest)\", \"proven\": true"), "\(json.all)")
            #expect(flat.contains("\"old_serial\": \"\(old)\", \"new_serial\": \"\(old)\", \"proven\": false"))
            up.signal(SIGINT)
            #expect(await up.ended().status == 0)

            let down = try await stack.run("certs", "--renew", "--format", "json")
            #expect(down.status == 0 && down.stdout.contains("\"ports\": []"), "\(down.all)")
        }
    }
}
