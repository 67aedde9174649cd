import Testbed
import Testing

/// A program whose port devstack opens: nobody is refused while it is started again.
@Suite(.timeLimit(.minutes(1))) struct ActivationTests {
    @Test func aRestartUnderLoadRefusesNobodyAndLosesNothing() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("server.py", Self.server)
            try stack.fixture.write("load.py", Self.load)
            try stack.stack(
                """
                services:
                  api: {command: python3 server.py, port: \(port), socket: activate, ready: {http: /}}
                checks:
                  it answers: {get: "http://localhost:\(port)/", expect: {body: {matches: "^[0-9]+$"}}}
                """)
            let up = try await stack.run("up", "--detach")
            #expect(up.status == 0, "\(up.all)")
            let load = try RunningProgram(["python3", "load.py", "\(port)"], in: stack.fixture)
            await load.waitFor("begun")
            for _ in 1...3 { #expect(try await stack.run("restart", "api").status == 0) }
            try stack.fixture.write("enough", "")
            let outcome = await load.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
            // Who answered: the first, and each that was started in its place.
            #expect(outcome.stdout.contains("of 4 processes"), "\(outcome.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    /// Answers each connection with its pid; after SIGTERM it finishes what it has accepted.
    private static let server = """
        import os, select, signal, socket, threading
        assert os.environ["LISTEN_PID"] == str(os.getpid()) and os.environ["LISTEN_FDNAMES"].startswith("port")
        listeners = [socket.socket(fileno=3 + number) for number in range(int(os.environ["LISTEN_FDS"]))]
        for listener in listeners: listener.setblocking(False)
        ending, told = socket.socketpair()
        signal.signal(signal.SIGTERM, lambda *_: told.send(b"x"))
        def answer(connection):
            with connection:
                connection.recv(65536)
                body = str(os.getpid()).encode()
                head = b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n"
                connection.sendall(head % len(body) + body)
        threads = []
        while True:
            ready, _, _ = select.select(listeners + [ending], [], [])
            if ending in ready: break
            for listener in ready:
                try: connection, _ = listener.accept()
                except BlockingIOError: continue
                connection.setblocking(True)
                thread = threading.Thread(target=answer, args=[connection])
                thread.start()
                threads.append(thread)
        for thread in threads: thread.join()

        """

    /// 200 connections a second, each answered or told of, until the file `enough` is there.
    private static let load = """
        import concurrent.futures, http.client, os, sys, time
        port, answers, failures = int(sys.argv[1]), {}, []
        def ask():
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                client.request("GET", "/")
                pid = client.getresponse().read()
                answers[pid] = answers.get(pid, 0) + 1
            except Exception as problem:
                failures.append(repr(problem))
            finally:
                client.close()
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            due, count = time.monotonic(), 0
            while not os.path.exists("enough") or len(answers) < 4 and count < 8000:
                pool.submit(ask)
                count += 1
                if count == 40: print("begun", flush=True)
                due += 1 / 200
                time.sleep(max(0, due - time.monotonic()))
        print(f"{count} requests, answers of {len(answers)} processes, {len(failures)} failures", failures[:3])
        sys.exit(1 if failures or sum(answers.values()) != count else 0)

        """
}
