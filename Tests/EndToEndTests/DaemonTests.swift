import Glibc
import StackModel
import Testbed
import Testing

/// A stack that is up without a terminal, and the commands that ask it.
@Suite(.timeLimit(.minutes(1))) struct DaemonTests {
    @Test func itIsLeftUpAndAskedAndStopped() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.stack(
                """
                name: birds
                services:
                  site: {files: ., port: \(one)}
                  api: {files: ., port: \(two), run: child, depends_on: {worker: {condition: service_started, restart: true}}}
                  worker: {command: [sh, -c, "echo up; exec sleep 600"]}
                checks:
                  site: {get: "http://localhost:\(one)/devstack.yaml"}
                """)
            let up = try await stack.run("up", "--detach")
            #expect(up.status == 0)
            #expect(up.stdout.contains("1 check passed"))
            #expect(up.stdout.contains("devstack down stops the stack"))

            let status = try await stack.run("status", "--format", "json")
            #expect(status.status == 0)
            let services = try JSONPath(parsing: "$.services[*].state").select(from: JSONValue(parsing: status.stdout))
            #expect(services == [.string("ready"), .string("ready"), .string("ready")])

            let check = try await stack.run("check")
            #expect(check.status == 0)
            #expect(check.stdout.contains("this stack is up already"))

            #expect(try await stack.run("stop", "worker").status == 0)
            #expect(try await stack.run("status").stdout.contains("stopped"))
            #expect(try await stack.run("start", "worker").status == 0)
            #expect(try await stack.run("restart", "worker").status == 0)
            let unknown = try await stack.run("restart", "wroker")
            #expect(unknown.status == 64)
            #expect(unknown.stderr.contains("It runs: site, api, worker."))
            try stack.fixture.write("other.yaml", "services: {site: {files: ., port: \(one)}}\n")
            for words in [["down", "--file", "other.yaml"], ["check", "--file", "other.yaml"]] {
                let other = try await RunningProgram([StackFixture.binary] + words, in: stack.fixture).ended()
                #expect(other.status == 4 && other.stderr.contains("is that of"), "\(other.all)")
            }
            #expect(try await stack.run("stop", "worker", "nobody").status == 64)
            #expect(try await stack.run("status").status == 0)

            let document = try await stack.program(
                "curl", "-s", "--unix-socket", String(try #require(stack.fixture.read(".devstack/control")).dropLast()),
                "http://devstack/openapi.json")
            #expect(document.stdout.contains("\"openapi\": \"3.1.0\""))

            let down = try await stack.run("down")
            #expect(down.status == 0)
            #expect(!down.stdout.contains("ready"))
            #expect(try await stack.run("status").status == 4)
            let again = try await stack.run("down")
            #expect(again.status == 0)
            #expect(again.stdout.contains("nothing to stop"))
        }
    }

    @Test("A stack that has its lock and no socket yet is waited for, and checked as it is")
    func aStackThatIsBeingStarted() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  api: {command: python3 listener.py \(port) ignore-term, port: \(port), stop_grace_period: 100ms}
                checks:
                  api: {get: "http://localhost:\(port)/"}
                """)
            #expect(try await stack.run("up", "--detach").status == 0)
            // All of devstack's at once, so that the next start has the service to end, which takes it half a second.
            let status = try await stack.run("status").stdout
            let pid = try #require(status.firstMatch(of: /\(pid (\d+)\)/).flatMap { pid_t($0.1) })
            kill(pid, SIGSTOP)
            #expect(try await stack.program("pkill", "-KILL", "-P", "\(pid)").status == 0)
            kill(pid, SIGKILL)
            let up = try stack.start("up", "--detach")
            while stack.fixture.read(".devstack/lock") == "\(pid)\n" { try await Task.sleep(for: .milliseconds(1)) }
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            #expect(check.stdout.contains("this stack is up already"), "\(check.all)")
            #expect(await up.ended().status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func whatDoesNotComeUpIsToldByTheStatus() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack("services:\n  api: {command: [sh, -c, 'echo no database; exit 3'], port: \(port)}\n")
            let up = try await stack.run("up", "-d")
            #expect(up.status == 4)
            #expect(up.all.contains("no database"))
            #expect(try await stack.run("status").status == 4)
            try stack.stack("services:\n  api: {comand: x}\n")
            #expect(try await stack.run("up", "--detach").status == 2)
        }
    }

    @Test func aRedCheckLeavesItUp() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  site: {files: ., port: \(port)}
                checks:
                  missing: {get: "http://localhost:\(port)/missing"}
                """)
            #expect(try await stack.run("up", "--detach").status == 1)
            #expect(try await stack.run("status").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aKilledOneIsGoneForWhoAsks() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack("services:\n  site: {files: ., port: \(port), run: child}\n")
            #expect(try await stack.run("up", "--detach").status == 0)
            let lock = try #require(stack.fixture.read(".devstack/lock"))
            let pid = try #require(Int32(lock.split(separator: "\n").first ?? ""))
            kill(pid, SIGKILL)
            // Its socket's file is still there.
            let status = try await stack.run("status")
            #expect(status.status == 4)
            #expect(status.stderr.contains("this stack is not up"))
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aTakenPortEndsIt() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            let stranger = try RunningProgram(
                ["python3", "listener.py", "\(port)", "say=up"], in: stack.fixture)
            await stranger.waitFor("up")
            try stack.stack("services: {site: {files: ., port: \(port)}}\n")
            for words in [["up"], ["up", "--detach"]] {
                let up = try await RunningProgram([StackFixture.binary] + words, in: stack.fixture).ended()
                #expect(up.status == 4 && up.all.contains("port \(port) is taken"), "\(up.all)")
            }
            stranger.signal(SIGKILL)
            _ = await stranger.ended()
        }
    }

    @Test func shortOptionsThatStandTogetherDetachOnce() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("other.yaml", "services: {site: {files: ., port: \(port)}}\n")
            #expect(try await stack.run("up", "-df", "other.yaml").status == 0)
            #expect(try await stack.run("status", "-f", "other.yaml").status == 0)
            #expect(try await stack.run("down", "-f", "other.yaml").status == 0)
        }
    }

    /// Its asker waits for the answer and asks no second time.
    @Test func aCheckOfAStackThatStartsWaitsForIt() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  slow: {command: [sh, -c, "until [ -s .devstack/control ]; do sleep 0.05; done; echo begun; until [ -e go ]; do sleep 0.05; done; echo up; exec sleep 600"], ready: {log: up}}
                  site: {files: ., port: \(port), depends_on: [slow]}
                checks:
                  site: {get: "http://localhost:\(port)/devstack.yaml"}
                """)
            let up = try stack.start("up")
            await up.waitFor("begun")
            let check = try stack.start("check")
            let socket = String(try #require(stack.fixture.read(".devstack/control")).dropLast())
            let ask = ["curl", "-s", "--unix-socket", socket]
            let waiting = try RunningProgram(ask + ["http://devstack/v1/status?settled=true"], in: stack.fixture)
            let now = try await stack.program(ask + ["http://devstack/v1/status?settled=false"])
            #expect(now.stdout.contains("\"starting\""))
            try stack.fixture.write("go", "")
            let settled = await waiting.ended()
            #expect(!settled.stdout.contains("\"starting\"") && settled.stdout.contains("\"ready\""), "\(settled.all)")
            let outcome = await check.ended()
            #expect(outcome.status == 0 && outcome.stdout.contains("1 check passed"), "\(outcome.all)")
            up.signal(2)
            #expect(await up.ended().status == 0)
        }
    }

    @Test func whatAProfileHoldsBackIsSaid() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  site: {files: ., port: \(port)}
                  debug: {command: sleep 600, profiles: [debug, all]}
                """)
            #expect(try await stack.run("up", "--detach").status == 0)
            let start = try await stack.run("start", "debug")
            #expect(start.status == 64)
            #expect(
                start.stderr.contains("the service \"debug\" is held back by its profiles debug, all"), "\(start.all)")
            #expect(start.stderr.contains("`devstack up debug` brings it up"))
            let answer = try await stack.program(
                "curl", "-s", "-w", "%{http_code}", "-X", "POST", "--unix-socket",
                String(try #require(stack.fixture.read(".devstack/control")).dropLast()),
                "http://devstack/v1/services/debug/start")
            #expect(answer.stdout.contains("held back") && answer.stdout.hasSuffix("409"), "\(answer.all)")
            #expect(try await stack.run("up", "--detach", "debug").status == 0)
            #expect(try await stack.run("restart", "debug").status == 0)
            #expect(try await stack.run("down").status == 0)
            #expect(try await stack.run("up", "--detach", "debug").status == 0)
            let site = try await stack.run("start", "site")
            #expect(site.status == 64 && site.stderr.contains("is no part of this run"), "\(site.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func theReportsOfTheStartAreThereWhenItReturns() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services: {site: {files: ., port: \(port)}}
                checks: {missing: {get: "http://localhost:\(port)/missing"}}
                """)
            let up = try await stack.run("up", "--detach", "--report", "json=r.json", "--timeline", "t.json")
            #expect(up.status == 1)
            let report = try JSONValue(parsing: try #require(stack.fixture.read("r.json")))
            #expect(try JSONPath(parsing: "$.services[*].state").select(from: report) == [.string("ready")])
            #expect(try JSONPath(parsing: "$.checks[*].verdict").select(from: report) == [.string("failed")])
            #expect(stack.fixture.read("t.json")?.contains("\"stopping\"") == false)
            #expect(try await stack.run("down").status == 0)
            #expect(stack.fixture.read("t.json")?.contains("\"stopping\"") == true)
        }
    }

    @Test func whatIsNotUpIsADocumentToo() async throws {
        try await StackFixture.with { stack in
            try stack.stack("services: {}\n")
            let status = try await stack.run("status", "--format", "json")
            #expect(status.status == 4 && status.stderr.contains("this stack is not up"))
            let document = try JSONValue(parsing: status.stdout)
            #expect(try JSONPath(parsing: "$.error").select(from: document) == [.string("this stack is not up")])
            #expect(try JSONPath(parsing: "$.services").select(from: document) == [.array([])])
            #expect(try JSONPath(parsing: "$.pid").select(from: document) == [.null])
        }
    }

    @Test func aJoinedCheckSaysWhereTheLogsAre() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services: {site: {files: ., port: \(port)}}
                checks: {site: {get: "http://localhost:\(port)/devstack.yaml"}}
                """)
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("check", "--logs").stdout.contains("is in .devstack/logs"))
            #expect(try await stack.run("check").stdout.contains(".devstack/logs") == false)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aRestartThatFailsIsItsAskersToKnow() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("program", "#!/bin/sh\nexec sleep 600\n", mode: 0o755)
            try stack.stack("services: {site: {files: ., port: \(port)}, api: {command: ./program}}\n")
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.fixture.write("program", "#!/bin/sh\nexit 3\n", mode: 0o755)
            _ = try await stack.run("restart", "api")
            // Whatever came first, its start or its end: the stack is there to be asked.
            #expect(try await stack.run("stop", "api").status == 0)
            try stack.fixture.write("program", "#!/nowhere\n", mode: 0o755)
            #expect(try await stack.run("start", "api").status == 4)
            let status = try await stack.run("status")
            #expect(status.status == 4 && status.stdout.contains("ready"), "\(status.all)")
            #expect(try await stack.run("down").status == 4)
        }
    }

    @Test func aBuiltInIsRestartedOverAnOpenConnection() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("large", String(repeating: "x", count: 30_000_000))
            try stack.stack("services: {site: {files: ., port: \(port), stop_grace_period: 300ms}}\n")
            #expect(try await stack.run("up", "--detach").status == 0)
            let reader = try RunningProgram(
                ["curl", "-sv", "--limit-rate", "1k", "-o", "/dev/null", "http://localhost:\(port)/large"],
                in: stack.fixture)
            await reader.waitFor("200 OK")
            let restart = try await stack.run("restart", "site")
            #expect(restart.status == 0, "\(restart.all)")
            let fetched = try await stack.program("curl", "-s", "http://localhost:\(port)/devstack.yaml")
            #expect(fetched.stdout.contains("stop_grace_period"))
            reader.signal(SIGKILL)
            _ = await reader.ended()
            #expect(try await stack.run("down").status == 0)
        }
    }
}
