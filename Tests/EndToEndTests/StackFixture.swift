import Glibc
import Testbed
import Testing

/// A stack file in a folder of its own, and the real binary to run on it.
struct StackFixture: Sendable {
    let fixture: Fixture

    /// Runs `body` with a fixture, and afterwards asserts that no process of it is left and that each port given to
    /// `ports` is free.
    static func with(
        ports: [UInt16] = [], at sourceLocation: Testing.SourceLocation = #_sourceLocation,
        _ body: (StackFixture) async throws -> Void
    ) async throws {
        try await Fixture.with { fixture in
            try await body(StackFixture(fixture: fixture))
            try await StackFixture(fixture: fixture).nothingIsLeft(ports: ports, at: sourceLocation)
        }
    }

    /// The binary that `swift build` put beside the tests.
    static let binary: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        // swift test runs the bundle itself on Linux; its folder holds the products.
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        return folder + "/devstack"
    }()

    /// Writes `devstack.yaml`.
    func stack(_ text: String) throws {
        try fixture.write("devstack.yaml", text)
    }

    func start(_ words: String..., environment: [String: String] = [:]) throws -> RunningProgram {
        try RunningProgram([Self.binary] + words, in: fixture, environment: environment)
    }

    func run(_ words: String..., environment: [String: String] = [:]) async throws -> RunningProgram.Outcome {
        try await run(words, environment: environment)
    }

    func run(_ words: [String], environment: [String: String] = [:]) async throws -> RunningProgram.Outcome {
        try await RunningProgram([Self.binary] + words, in: fixture, environment: environment).ended()
    }

    /// The permissions of a file; 0 when it is not there.
    func mode(of name: String) -> mode_t {
        var status = stat()
        return lstat(fixture.path(name), &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// Runs another program in the fixture's folder.
    func program(_ words: String..., environment: [String: String] = [:]) async throws -> RunningProgram.Outcome {
        try await program(words, environment: environment)
    }

    func program(_ words: [String], environment: [String: String] = [:]) async throws -> RunningProgram.Outcome {
        try await RunningProgram(words, in: fixture, environment: environment).ended()
    }

    /// Asserts that no process is left and the ports are free, within two seconds of the end of devstack.
    func nothingIsLeft(ports: [UInt16], at sourceLocation: Testing.SourceLocation = #_sourceLocation) async throws {
        let end = ContinuousClock.now + .seconds(2)
        var left = ProcessScan.processes(of: fixture)
        while !left.isEmpty, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(10))
            left = ProcessScan.processes(of: fixture)
        }
        #expect(left.isEmpty, "left behind: \(left)", sourceLocation: sourceLocation)
        for process in left { kill(process.pid, SIGKILL) }
        for port in ports {
            #expect(FreePort.isFree(port), "port \(port) is not free", sourceLocation: sourceLocation)
        }
    }

    /// A small service in Python: `listener.py PORT [WORD...]`.
    ///
    /// Words: `ignore-term`, `daemonise`, `grandchild` (starts one in a session of its own that ignores SIGTERM),
    /// `say=TEXT`, `exit-after-connection=STATUS`.
    func writeListener() throws {
        try fixture.write("listener.py", Self.listener)
    }

    private static let listener = """
        import os, signal, socket, subprocess, sys
        port, words = int(sys.argv[1]), sys.argv[2:]
        status = None
        for word in words:
            if word == "ignore-term":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
            elif word == "daemonise":
                if os.fork(): os._exit(0)
                os.setsid()
                if os.fork(): os._exit(0)
            elif word == "grandchild":
                subprocess.Popen(["setsid", "sh", "-c", "trap '' TERM INT HUP; while :; do sleep 1; done"])
            elif word.startswith("say="):
                print(word[4:], flush=True)
            elif word.startswith("exit-after-connection="):
                status = int(word.split("=")[1])
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
        server.listen()
        print("listening", flush=True)
        while True:
            connection, _ = server.accept()
            if status is not None: os._exit(status)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
            connection.close()

        """
}
