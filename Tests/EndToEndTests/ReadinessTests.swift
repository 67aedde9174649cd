import Glibc
import Testbed
import Testing

/// `ready`, each of its conditions by the real binary.
@Suite(.timeLimit(.minutes(1)))
struct ReadinessTests {
    static let check = "checks:\n  one:\n    command: 'true'\n"

    @Test("A line that Python holds back makes the service late, and the remedy makes it ready")
    func log() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("worker.py", "import time\nprint('connected to x')\ntime.sleep(1000)\n")
            func service(_ environment: String, within: String) throws {
                try stack.stack(
                    """
                    services:
                      worker:
                        command: python3 worker.py
                        environment: {\(environment)}
                        ready: {log: '^connected to \\w$', within: \(within)}
                    \(Self.check)
                    """)
            }
            try service("", within: "700ms")
            let late = try await stack.run("check", environment: ["PYTHONUNBUFFERED": ""])
            #expect(late.status == 4, "\(late.all)")
            #expect(late.all.contains("it has written no line, and one is to match"), "\(late.all)")
            #expect(late.all.contains("PYTHONUNBUFFERED"), "\(late.all)")
            try service("PYTHONUNBUFFERED: 1", within: "30s")
            let ready = try await stack.run("check")
            #expect(ready.status == 0, "\(ready.all)")
            #expect(ready.all.contains("worker: ready after"), "\(ready.all)")
        }
    }

    static let certificates = "certificates:\n  localhost: [localhost, 127.0.0.1]\n  other: [other.test]\n"

    static let server = """
        import http.server, ssl, sys, time
        port, name = int(sys.argv[1]), sys.argv[2]
        server = http.server.HTTPServer(("127.0.0.1", port), http.server.SimpleHTTPRequestHandler)
        if name != "plain":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"certs/{name}.pem", f"certs/{name}.key")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()

        """

    @Test("Readiness by TLS: a program with the right certificate, and both kinds of built-ins")
    func tls() async throws {
        let ports = [FreePort.take(), FreePort.take(), FreePort.take()]
        try await StackFixture.with(ports: ports) { stack in
            try stack.fixture.write("server.py", Self.server)
            try stack.fixture.write("site/index.html", "hello")
            try stack.stack(
                """
                \(Self.certificates)
                services:
                  program: {command: python3 server.py \(ports[0]) localhost, port: \(ports[0]), tls: localhost, ready: tls}
                  inside: {files: site, port: \(ports[1]), tls: localhost, ready: tls}
                  child: {files: site, run: child, port: \(ports[2]), tls: other, ready: {tls: true, within: 20s}}
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            for name in ["program", "inside", "child"] {
                #expect(outcome.all.contains("\(name): ready after"), "\(outcome.all)")
            }
        }
    }

    @Test(
        "A handshake that does not verify, or is none, is told with its reason",
        arguments: [("other", "wrong_host: "), ("plain", "not_tls: ")])
    func brokenTLS(certificate: String, reason: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("server.py", Self.server)
            try stack.stack(
                """
                \(Self.certificates)
                services:
                  web:
                    command: python3 server.py \(port) \(certificate)
                    port: \(port)
                    tls: localhost
                    ready: {tls: true, within: 3s}
                \(Self.check)
                """)
            let outcome = try await stack.run("check", "--format", "json")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("TLS at 127.0.0.1:\(port): \(reason)"), "\(outcome.all)")
        }
    }

    @Test("Readiness by a command, which sees the service's environment and folder")
    func command() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("work/note", "")
            try stack.stack(
                """
                services:
                  worker:
                    command: [sh, -c, 'sleep 0.2; touch made; exec sleep 1000']
                    working_dir: work
                    environment: {WANTED: made}
                    ready: {command: [sh, -c, 'test -f "$WANTED"']}
                  late:
                    command: sleep 1000
                    ready: {command: [sh, -c, 'echo waiting for the moon >&2; exit 7'], within: 900ms}
                    depends_on: [worker]
                \(Self.check)
                """)
            let outcome = try await stack.run("check", "--format", "json")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("it ended with status 7, saying: waiting for the moon"), "\(outcome.all)")
            #expect(outcome.all.contains(#""state": "stopped""#) || outcome.all.contains(#""state": "ready""#))
        }
    }

    @Test("A program that notifies is told of while it starts, and when it never does", arguments: [true, false])
    func notify(tells: Bool) async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write(
                "worker.py",
                """
                import os, socket, sys, time
                name = os.environ["NOTIFY_SOCKET"]
                channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                channel.connect("\\0" + name[1:] if name[0] == "@" else name)
                channel.send(b"STATUS=step 1 of 2")
                if sys.argv[1] == "true": channel.send(b"READY=1\\nSTATUS=serving")
                time.sleep(1000)

                """)
            try stack.stack(
                """
                services:
                  worker: {command: python3 worker.py \(tells), ready: {notify: true, within: 3s}}
                \(Self.check)
                """)
            let outcome = try await stack.run("check", environment: ["NOTIFY_SOCKET": "/nobody/listens"])
            #expect(outcome.status == (tells ? 0 : 4), "\(outcome.all)")
            if !tells {
                #expect(outcome.all.contains("it has not sent READY=1; it says: step 1 of 2"), "\(outcome.all)")
            }
        }
    }

    @Test("A line is matched as it was written, and shown masked")
    func maskedLine() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write(".env", "PASSWORD=correct-horse\n")
            try stack.stack(
                """
                services:
                  worker:
                    command: [sh, -c, 'echo "up with ${PASSWORD}"; exec sleep 1000']
                    ready: {log: 'with correct-horse$', within: 30s}
                \(Self.check)
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            let log = stack.fixture.read(".devstack/logs/worker.log") ?? ""
            #expect(log.contains(" out up with *"), "\(log)")
            #expect(!log.contains("correct-horse"), "\(log)")
        }
    }
}
