import Glibc
import StackModel
import Testbed
import Testing

/// `devstack ports`, with real stacks and real strangers.
@Suite(.timeLimit(.minutes(1)))
struct PortsTests {
    /// A site in devstack's own process, one in a child, and a program that also listens on another port.
    private func birds(_ stack: StackFixture, _ ports: [UInt16], folder: String = "") throws {
        try stack.writeListener()
        try stack.fixture.write("\(folder)site/index.html", "<p>hello</p>\n")
        try stack.fixture.write(
            "\(folder)devstack.yaml",
            """
            name: birds
            services:
              site: {files: site, port: \(ports[0])}
              kid: {files: site, port: \(ports[1]), run: child}
              program: {command: "python3 \(stack.fixture.path("listener.py")) \(ports[2])", port: \(ports[2])}
            """)
    }

    private func values(_ path: String, _ outcome: RunningProgram.Outcome) throws -> [JSONValue] {
        try values(path, in: [JSONValue(parsing: outcome.stdout)])
    }

    private func values(_ path: String, in documents: [JSONValue]) throws -> [JSONValue] {
        let path = try JSONPath(parsing: path)
        return documents.flatMap(path.select)
    }

    /// The listeners on a port.
    private func listeners(_ port: UInt16, _ outcome: RunningProgram.Outcome) throws -> [JSONValue] {
        try values("$.listeners[*]", outcome).filter {
            try values("$.port", in: [$0]) == [number(Int(port))]
        }
    }

    private func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    @Test("Each port has its service while the stack is up, and nobody before; another folder sees whose it is")
    func up() async throws {
        let ports = (0..<3).map { _ in FreePort.take() }
        try await StackFixture.with(ports: ports) { stack in
            try birds(stack, ports)
            let before = try await stack.run("ports", "--format", "json")
            #expect(before.status == 0 && before.stderr.isEmpty, "\(before.all)")
            #expect(try values("$.stack.ports[*].state", before) == ["free", "free", "free"].map(JSONValue.string))
            #expect(try values("$.stack.up", before) == [.bool(false)])

            let up = try stack.start("up")
            await up.waitFor("the stack is up")
            let shown = try await stack.run("ports", "--format", "json")
            #expect(
                try values("$.stack.ports[*].state", shown) == ["up", "up", "up"].map(JSONValue.string), "\(shown.all)")
            #expect(try values("$.stack.pid", shown) == [number(Int(up.pid))])
            for (port, service) in zip(ports, ["site", "kid", "program"]) {
                let found = try values("$.service", in: listeners(port, shown))
                #expect(!found.isEmpty && found.allSatisfy { $0 == .string(service) }, "\(shown.all)")
            }
            let site = try values("$.processes[0].pid", in: listeners(ports[0], shown))
            #expect(site.allSatisfy { $0 == number(Int(up.pid)) })
            let kid = try values("$.processes[0].command", in: listeners(ports[1], shown))
            #expect("\(kid)".contains("serve-child"), "\(kid)")

            let text = try await stack.run("ports", "\(ports[2])")
            #expect(text.status == 0, "\(text.all)")
            #expect(text.stdout.contains("birds (devstack.yaml) is up, pid \(up.pid)\n"), "\(text.all)")
            #expect(text.stdout.contains("  program  up     127.0.0.1:\(ports[2])  tcp "), "\(text.all)")
            #expect(text.stdout.contains("listener.py \(ports[2])\n") && !text.stdout.contains("\(ports[0])"))

            let elsewhere = try await RunningProgram(
                [StackFixture.binary, "ports", "\(ports[2])"], in: stack.fixture, directory: "/"
            ).ended()
            #expect(
                elsewhere.stdout.hasPrefix("the stack in \(stack.fixture.folder), pid \(up.pid)\n"), "\(elsewhere.all)")
            #expect(elsewhere.stdout.contains("  program  127.0.0.1:\(ports[2])"), "\(elsewhere.all)")
            up.signal(SIGINT)
            _ = await up.ended()
        }
    }

    @Test("A stranger, and another stack, are named with what to do; nobody is status 1")
    func strangers() async throws {
        let ports = (0..<3).map { _ in FreePort.take() }
        try await StackFixture.with(ports: ports) { stack in
            try birds(stack, ports)
            let free = try await stack.run("ports", "\(ports[0])")
            #expect(free.status == 1, "\(free.all)")
            #expect(free.stdout.contains("site     free   127.0.0.1:\(ports[0])"), "\(free.all)")

            let stranger = try RunningProgram(["python3", "listener.py", "\(ports[2])"], in: stack.fixture)
            await stranger.waitFor("listening")
            let taken = try await stack.run("ports", "\(ports[2])", "\(ports[0])")
            #expect(taken.status == 0, "\(taken.all)")
            #expect(
                taken.stdout.contains("  program  taken  127.0.0.1:\(ports[2])  tcp    \(stranger.pid) "),
                "\(taken.all)")
            #expect(taken.stdout.contains("End it with `kill \(stranger.pid)`"), "\(taken.all)")
            stranger.signal(SIGKILL)
            _ = await stranger.ended()

            try birds(stack, ports, folder: "other/")
            let other = try RunningProgram(
                [StackFixture.binary, "up", "--file", "other/devstack.yaml"], in: stack.fixture)
            await other.waitFor("the stack is up")
            let theirs = try await stack.run("ports")
            let folder = stack.fixture.path("other")
            #expect(theirs.stdout.hasPrefix("birds (devstack.yaml) is not up\n"), "\(theirs.all)")
            #expect(
                theirs.stdout.contains("Stop the stack in \(folder) (Ctrl-C where it runs, or `kill \(other.pid)`)"))
            other.signal(SIGINT)
            _ = await other.ended()
        }
    }

    @Test("What a run has left whose processes were all killed is known as its service's")
    func leftovers() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            // The shell ends with its warden, what it has started does not.
            try stack.stack(
                """
                name: birds
                services:
                  program: {command: [sh, -c, "python3 listener.py \(port) & wait"], port: \(port)}
                """)
            let up = try stack.start("up")
            await up.waitFor("the stack is up")
            // Wardens and the supervisor at once, so that nobody is left to end the services.
            let wardens = ProcessScan.children(of: up.pid)
            #expect(!wardens.isEmpty)
            for pid in wardens + [up.pid] { kill(pid, SIGSTOP) }
            for pid in wardens + [up.pid] { kill(pid, SIGKILL) }
            // Its output is open in what it left.
            while kill(up.pid, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            let shown = try await stack.run("ports", "\(port)")
            #expect(shown.stdout.hasPrefix("birds (devstack.yaml) is not up\n"), "\(shown.all)")
            #expect(shown.stdout.contains("  program  taken"), "\(shown.all)")
            #expect(shown.stdout.contains("An earlier run of this stack has left it"), "\(shown.all)")
            // The next run ends it.
            _ = try await stack.run("check")
            _ = await up.ended()
        }
    }

    @Test(
        "Another user sees the sockets of others with their users, and is told what it cannot see",
        .enabled(if: geteuid() == 0, "only root can become another user"))
    func otherUser() async throws {
        let ports = (0..<3).map { _ in FreePort.take() }
        try await StackFixture.with(ports: ports) { stack in
            try birds(stack, ports)
            chmod(stack.fixture.folder, 0o755)
            // The binary may lie where that user may not go.
            let copied = try await stack.program("cp", StackFixture.binary, "devstack")
            try #require(copied.status == 0)
            let asNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
            let up = try stack.start("up")
            await up.waitFor("the stack is up")
            let own = try RunningProgram(
                asNobody + ["python3", "-u", "-c", Self.waiting, "127.0.0.9", "\(ports[2])"], in: stack.fixture)
            await own.waitFor("listening")
            let shown = try await RunningProgram(
                asNobody + ["./devstack", "ports", "--format", "json", "\(ports[0])", "\(ports[2])"], in: stack.fixture
            ).ended()
            #expect(shown.status == 0, "\(shown.all)")
            #expect(try values("$.stack.up", shown) == [.null])
            #expect(try values("$.stack.ports[*].state", shown) == [.string("hidden"), .string("hidden")])
            let roots = try listeners(ports[0], shown)
            #expect(try !roots.isEmpty && values("$.uid", in: roots).allSatisfy { $0 == number(0) })
            #expect(try values("$.processes[*]", in: roots).isEmpty)
            let both = try listeners(ports[2], shown)
            #expect(try values("$.processes[0].pid", in: both) == [number(Int(own.pid))], "\(shown.all)")
            let notes = try values("$.notes[*]", shown)
            #expect("\(notes)".contains("`sudo devstack ports` shows them"), "\(shown.all)")
            own.signal(SIGKILL)
            _ = await own.ended()
            up.signal(SIGINT)
            _ = await up.ended()
        }
    }

    @Test("A file that is wrong is a mistake only if it was named; a port that is none is status 64")
    func mistakes() async throws {
        let port = FreePort.take()
        try await StackFixture.with { stack in
            try stack.stack("services: 5\n")
            let found = try await stack.run("ports", "\(port)")
            #expect(found.status == 1 && found.stdout.contains("nobody listens on port \(port)"), "\(found.all)")
            #expect(found.stdout.contains("note: the stack file here is wrong"), "\(found.all)")
            let named = try await stack.run("ports", "--file", "devstack.yaml")
            #expect(named.status == 2 && named.stderr.contains("devstack.yaml:1:11"), "\(named.all)")
            let json = try await stack.run("ports", "--file", "devstack.yaml", "--format", "json")
            #expect(try json.status == 2 && !values("$.diagnostics[*].code", json).isEmpty, "\(json.all)")
            for word in ["0", "65536", "http"] {
                #expect(try await stack.run("ports", word).status == 64)
            }
        }
    }

    private static let waiting = """
        import socket, sys, time
        server = socket.create_server((sys.argv[1], int(sys.argv[2])))
        print("listening")
        time.sleep(1000)
        """
}
