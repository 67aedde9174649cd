import Glibc
import Testbed
import Testing

/// Health checks as a user sees them.
@Suite(.timeLimit(.minutes(1)))
struct HealthTests {
    private static let ill = """
        services:
          web:
            command: sleep 1000
            healthcheck: {test: 'test ! -e ill || { echo the queue is full; false; }', interval: 30ms, retries: 2}
        """

    @Test("up says that a service is unhealthy and well again, status too, and one that stays so is red at the end")
    func up() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.ill + "\n")
            let up = try stack.start("up", "--report", "json=out.json")
            await up.waitFor("the stack is up")
            try stack.fixture.write("ill", "")
            await up.waitFor("web: unhealthy: 2 health checks in a row failed, the last: ")
            let status = try await stack.run("status")
            #expect(status.status == 4 && status.all.contains("unhealthy"), "\(status.all)")
            unlink(stack.fixture.path("ill"))
            await up.waitFor("web: healthy again")
            #expect(try await stack.run("status").status == 0)
            try stack.fixture.write("ill", "")
            while try await stack.run("status").status != 4 {}
            up.signal(SIGINT)
            let outcome = await up.ended()
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("web is unhealthy"), "\(outcome.all)")
            #expect(outcome.all.contains("saying: the queue is full"), "\(outcome.all)")
            #expect(stack.fixture.read("out.json")?.contains("\"unhealthy\"") == true)
        }
    }

    @Test("check is red where a service is unhealthy when its checks are made")
    func check() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                """
                services:
                  web:
                    command: sleep 1000
                    healthcheck: {test: 'test ! -e ill || { echo x >> failed; false; }', interval: 30ms, retries: 1}
                checks:
                  it falls ill:
                    command: sh -c 'touch ill; until [ "$(wc -l < failed)" -ge 2 ]; do sleep 0.01; done'
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4, "\(outcome.all)")
            #expect(outcome.all.contains("web is unhealthy"), "\(outcome.all)")
        }
    }
}
