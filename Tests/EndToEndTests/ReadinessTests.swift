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
            #expect(log.hasPrefix("up with "), "\(log)")
            #expect(!log.contains("correct-horse"), "\(log)")
        }
    }
}
