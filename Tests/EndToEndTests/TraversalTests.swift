import Testbed
import Testing

/// What lies outside the site's folder is not to be had, however the path is written.
@Suite(.timeLimit(.minutes(1)))
struct TraversalTests {
    static let secret = "outside-of-the-site"

    /// Each is a request target as it goes over the wire.
    static let targets = [
        "/../secret.txt", "/../../../../../../../../etc/passwd", "/./../secret.txt", "/sub/../../secret.txt",
        "/%2e%2e/secret.txt", "/%2E%2E/secret.txt", "/.%2e/secret.txt", "/%2e./secret.txt", "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt", "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt", "/..%c0%afsecret.txt", "/..;/secret.txt", "/.../secret.txt", "//secret.txt",
        "/../certs/ca.key", "/%2e%2e/certs/localhost.key", "/escape/secret.txt", "/absolute", "/relative",
        "/..%00/secret.txt", "/motto.txt%00/../../secret.txt", "/sub/..%2f..%2fsecret.txt", "/%2fetc/passwd",
        "file:///etc/passwd", "http://localhost/../secret.txt",
    ]

    @Test("Traversal in thirty spellings")
    func traversal() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("secret.txt", Self.secret)
            try stack.fixture.write("site/motto.txt", "inside")
            try stack.fixture.write("site/sub/page.txt", "inside")
            let linked = try await stack.program(
                "sh", "-c",
                "ln -s .. site/escape && ln -s \(stack.fixture.folder)/secret.txt site/absolute && ln -s ../secret.txt site/relative && ln -s motto.txt site/inside"
            )
            try #require(linked.status == 0)
            try stack.stack(
                """
                certificates:
                  localhost: [localhost]
                services:
                  site:
                    files: site
                    port: \(port)
                checks:
                  one:
                    get: http://localhost:\(port)/inside
                    expect: {body: inside}
                """)
            let up = try stack.start("up")
            await up.waitFor("passed")
            let outcome = try await stack.program(
                "python3", "-c", Self.client, "\(port)", Self.secret, Self.targets.joined(separator: "\n"))
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("\(Self.targets.count) refused"), "\(outcome.all)")
            up.signal(2)
            _ = await up.ended()
        }
    }

    private static let client = """
        import socket, sys
        port, secret, targets = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3].split("\\n")
        refused = 0
        for target in targets:
            connection = socket.create_connection(("127.0.0.1", port), 10)
            connection.sendall(f"GET {target} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n".encode())
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
            status = answer.split(b" ", 2)[1:2]
            assert status and status[0][:1] in (b"4", b"3"), (target, answer[:200])
            for word in (secret, b"root:", b"PRIVATE KEY"):
                assert word not in answer, (target, answer[:200])
            refused += 1
        print(refused, "refused")
        """
}
