import Testbed
import Testing

/// What `restart`, `profiles` and a service's name on the command line make of a real stack.
@Suite(.timeLimit(.minutes(1))) struct RestartTests {
    @Test func aCrashLoopEndsTheCheckAndIsNamed() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  api: {command: [sh, -c, "echo no database; exit 3"], port: \(port), restart: always}
                checks:
                  answers: {get: "http://localhost:\(port)/"}
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 4)
            #expect(outcome.stdout.contains("crash loop: it ended 5 times in a row and was never ready"))
            #expect(outcome.stdout.contains("it ended with status 3"))
            #expect(outcome.stdout.contains("no database"))
        }
    }

    /// What dies and comes back while it is checked is not quietly green.
    @Test func aRestartDuringTheCheckIsNoted() async throws {
        try await StackFixture.with { stack in
            try stack.stack(
                """
                services:
                  worker:
                    command: [sh, -c, "echo x >> tries; [ $(wc -l < tries) -gt 1 ] && exec sleep 600; exit 3"]
                    restart: always
                checks:
                  second: {command: [sh, -c, "until [ $(cat tries | wc -l) -ge 2 ]; do sleep 0.02; done"]}
                """)
            let outcome = try await stack.run("check", "--report", "json=r.json")
            #expect(outcome.status == 0, "\(outcome.all)")
            let note = "worker ended by itself and was started again once; last, it ended with status 3"
            #expect(outcome.stdout.contains("note: \(note)"), "\(outcome.all)")
            #expect(stack.fixture.read("r.json")?.contains(note) == true)
        }
    }

    @Test func profilesAndNamesChoose() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.stack(
                """
                services:
                  site: {files: ., port: \(one)}
                  tools: {files: ., port: \(two), profiles: [debug]}
                checks:
                  site: {get: "http://localhost:\(one)/devstack.yaml"}
                  tools: {get: "http://localhost:\(two)/devstack.yaml"}
                """)
            let usual = try await stack.run("check")
            #expect(usual.status == 0)
            #expect(usual.stdout.contains("the service `tools` is not part of this run"))
            let both = try await stack.run("check", "--profile", "debug")
            #expect(both.status == 0)
            #expect(!both.stdout.contains("not part of this run"))
            let wrong = try await stack.run("check", "--profile", "debgu")
            #expect(wrong.status == 64)
            #expect(wrong.stderr.contains("Did you mean \"debug\"?"))
            let unknown = try await stack.run("up", "sit")
            #expect(unknown.status == 64)
            #expect(unknown.stderr.contains("Did you mean \"site\"?"))
        }
    }
}
