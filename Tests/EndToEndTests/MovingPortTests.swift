import StackModel
import Testbed
import Testing

/// Ports that change in the file of a stack that is up.
@Suite(.timeLimit(.minutes(1))) struct MovingPortTests {
    /// What a service is beside its port.
    private static let kinds = [
        "command: python3 server.py, socket: activate, ready: {http: /}",
        "command: python3 server.py, ready: {http: /}",
        "files: .", "files: ., run: child",
    ]

    private static func file(_ services: [(name: String, words: String, port: String)]) -> String {
        let lines = services.map { "  \($0.name): {\($0.words), port: \($0.port)}" }
        let checks = services.map {
            "  \($0.name): {get: \"http://localhost:${services.\($0.name).port}/server.py\"}"
        }
        return "services:\n\(lines.joined(separator: "\n"))\nchecks:\n\(checks.joined(separator: "\n"))\n"
    }

    /// Each state of the file is brought about, and what it says answers where it says.
    private static func moves(
        _ stack: StackFixture, _ states: [[(name: String, words: String, port: String)]],
        after: ([(name: String, words: String, port: String)]) async throws -> Void = { _ in }
    ) async throws {
        try stack.fixture.write("server.py", server)
        for (number, services) in states.enumerated() {
            try stack.stack(file(services))
            let outcome = try await number == 0 ? stack.run("up", "--detach") : stack.run("reload")
            #expect(outcome.status == 0, "\(number): \(outcome.all)")
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(number): \(outcome.all)\n\(check.all)")
            try await after(services)
        }
        // Nothing has to be done again.
        #expect(try await stack.run("reload").stdout.contains("nothing to do"))
        #expect(try await stack.run("down").status == 0)
    }

    @Test(arguments: kinds) func aServiceMoves(kind: String) async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try await Self.moves(stack, [one, two, one].map { [("api", kind, "\($0)")] }) { services in
                let (here, other) = services[0].port == "\(one)" ? (one, two) : (two, one)
                #expect(!FreePort.isFree(here))
                #expect(FreePort.isFree(other), "the port that was given up is held")
            }
        }
    }

    @Test(arguments: kinds) func aNumberBecomesAutoAndBack(kind: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try await Self.moves(stack, ["auto", "\(port)", "auto"].map { [("api", kind, $0)] }) { services in
                #expect(FreePort.isFree(port) == (services[0].port == "auto"))
                let status = try await stack.run("status").stdout
                #expect(status.contains(":\(port)") == (services[0].port != "auto"), "\(status)")
            }
        }
    }

    @Test(arguments: kinds) func twoServicesExchangeTheirPorts(kind: String) async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            let states = [("\(one)", "\(two)"), ("\(two)", "\(one)")].map { first, second in
                [("api", kind, first), ("other", kind, second)]
            }
            try await Self.moves(stack, states)
        }
    }

    @Test(arguments: kinds) func aStoppedServiceMoves(kind: String) async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.fixture.write("server.py", Self.server)
            try stack.stack(Self.file([("api", kind, "\(one)")]))
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("stop", "api").status == 0)
            try stack.stack(Self.file([("api", kind, "\(two)")]))
            #expect(try await stack.run("reload").status == 0)
            #expect(FreePort.isFree(one) && FreePort.isFree(two))
            #expect(try await stack.run("start", "api").status == 0)
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test(arguments: kinds) func aPortOfAStrangersIsNamedAndTheWayBackIsOpen(kind: String) async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.fixture.write("server.py", Self.server)
            let stranger = try RunningProgram(
                ["python3", "-u", "server.py"], in: stack.fixture, environment: ["PORT": "\(two)"])
            await stranger.waitFor("it listens")
            try stack.stack(Self.file([("api", kind, "\(one)")]))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(Self.file([("api", kind, "\(two)")]))
            let reload = try await stack.run("reload")
            #expect(reload.status == 4, "\(reload.all)")
            #expect(reload.all.contains("\(stranger.pid)"), "\(reload.all)")
            try stack.stack(Self.file([("api", kind, "\(one)")]))
            let back = try await stack.run("reload")
            #expect(back.status == 0, "\(back.all)")
            #expect(try await stack.run("check").status == 0)
            #expect(try await stack.run("down").status == 0)
            stranger.signal(9)
            _ = await stranger.ended()
        }
    }

    @Test func whoOpensThePortChanges() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            let ports = [one, one, two, two, two, one, one, two]
            let order = [0, 1, 0, 2, 3, 0, 3, 1]
            try await Self.moves(
                stack, zip(ports, order).map { [("api", Self.kinds[$1], "\($0)")] })
        }
    }

    @Test func aFurtherPortOfAnActivatedServiceMoves() async throws {
        let ports = [FreePort.take(), FreePort.take(), FreePort.take()]
        try await StackFixture.with(ports: ports) { stack in
            let states = [
                (0, "\(ports[1])"), (0, "\(ports[2])"), (2, "\(ports[0])"), (0, "auto"), (1, "\(ports[2])"),
            ]
            try await Self.moves(
                stack,
                states.map { main, admin in
                    [("api", Self.kinds[0] + ", ports: {admin: \(admin)}", "\(ports[main])")]
                })
        }
    }

    /// Answers each request at every socket that it was handed, or at its port.
    private static let server = """
        import http.server, os, socket, socketserver, sys, threading
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")
        class Server(http.server.ThreadingHTTPServer):
            def __init__(self, handed=None):
                self.handed = handed
                super().__init__(("127.0.0.1", int(os.environ["PORT"])), Handler, bind_and_activate=handed is None)
                if handed is not None:
                    self.socket.close()
                    self.socket = handed
        if "LISTEN_FDS" in os.environ:
            assert os.environ["LISTEN_PID"] == str(os.getpid())
            handed = [socket.socket(fileno=3 + number) for number in range(int(os.environ["LISTEN_FDS"]))]
            numbers = {one.getsockname()[1] for one in handed}
            assert int(os.environ["PORT"]) in numbers, (os.environ["PORT"], numbers)
            servers = [Server(one) for one in handed]
        else:
            servers = [Server()]
        print("it listens", flush=True)
        for server in servers[1:]: threading.Thread(target=server.serve_forever, daemon=True).start()
        servers[0].serve_forever()

        """
}
