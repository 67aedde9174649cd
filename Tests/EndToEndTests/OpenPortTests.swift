import StackModel
import Testbed
import Testing

/// Ports that devstack is to choose, where no run has chosen them.
@Suite(.timeLimit(.minutes(1))) struct OpenPortTests {
    private static func service(_ name: String, _ words: String = "port: auto") -> String {
        "  \(name): {command: [python3, listener.py, '${services.\(name).port}'], host: 127.0.0.1, \(words)}\n"
    }

    private static func file(_ services: String, checks: String = "") -> String {
        "services:\n\(services)checks:\n  one: {get: 'http://127.0.0.1:${services.one.port}/'}\n\(checks)"
    }

    private static func verdicts(_ check: RunningProgram.Outcome) throws -> [String] {
        try JSONPath(parsing: "$.checks[*].verdict").select(from: JSONValue(parsing: check.stdout))
            .compactMap { if case .string(let verdict) = $0 { verdict } else { nil } }
    }

    @Test func whatIsNotReloadedYetIsNotAsked() async throws {
        try await StackFixture.with { stack in
            try stack.writeListener()
            try stack.stack(Self.file(Self.service("one")))
            #expect(try await stack.run("up", "--detach").status == 0)
            let checks = """
                  two: {get: 'http://127.0.0.1:${services.two.port}/'}
                  two by command: {command: [touch, 'asked-${services.two.port}']}
                  two in a variable: {command: [touch, asked], environment: {TWO: '${services.two.port}'}}
                  admin: {get: 'http://127.0.0.1:${services.one.ports.admin}/'}

                """
            let more = "port: auto, ports: {admin: auto}"
            try stack.stack(Self.file(Self.service("one", more) + Self.service("two"), checks: checks))
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            #expect(!check.all.contains("6553"), "\(check.all)")
            let reason = "`two` is not up; `devstack reload` brings about what changed in the file"
            #expect(check.stdout.split(separator: "\n").count { $0.contains(reason) } == 3, "\(check.all)")
            #expect(check.stdout.contains("a port of the service `one` has no number yet"), "\(check.all)")
            let document = try await stack.run("check", "--format", "json")
            #expect(
                try Self.verdicts(document) == ["passed"] + Array(repeating: "skipped", count: 4))
            #expect(try await stack.program("sh", "-c", "ls asked*").stdout == "")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aNumberThatBecameAutoIsTheOneThatRuns() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.writeListener()
            try stack.stack(Self.file(Self.service("one", "port: \(port)")))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(Self.file(Self.service("one")))
            let check = try await stack.run("check", "--format", "json")
            #expect(try Self.verdicts(check) == ["passed"], "\(check.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test(arguments: [nil, "", "devstack ports 1\nx"]) func theRunItselfIsAskedForItsPorts(record: String?) async throws
    {
        try await StackFixture.with { stack in
            try stack.writeListener()
            try stack.stack(Self.file(Self.service("one")))
            #expect(try await stack.run("up", "--detach").status == 0)
            if let record {
                try stack.fixture.write(".devstack/ports", record)
            } else {
                #expect(try await stack.program("rm", ".devstack/ports").status == 0)
            }
            let check = try await stack.run("check", "--format", "json")
            #expect(try Self.verdicts(check) == ["passed"], "\(check.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func noMistakeShowsWhatStandsForANumber() async throws {
        try await StackFixture.with { stack in
            let services = [
                "  a: {files: ., port: auto}", "  b: {files: ., port: '${services.a.port}'}",
                "  c: {command: 'true', working_dir: '/tmp/none-${services.a.port}'}", "",
            ]
            try stack.stack("services:\n" + services.joined(separator: "\n"))
            let config = try await stack.run("config")
            #expect(config.status == 2)
            #expect(config.all.contains("port ${services.a.port}"), "\(config.all)")
            #expect(config.all.contains("/tmp/none-${services.a.port}"), "\(config.all)")
            #expect(!config.all.contains("655"), "\(config.all)")
        }
    }

    @Test func aCheckReadsTheFilesOfTheRun() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                "services: {site: {files: ., port: 1}}\nchecks: {site: {get: 'http://localhost:${services.site.port}/devstack.yaml'}}"
            )
            try stack.fixture.write("ci.yaml", "services: {site: {port: \(port)}}\n")
            #expect(try await stack.run("up", "--detach", "-f", "devstack.yaml", "-f", "ci.yaml").status == 0)
            for words in [[], ["-f", "devstack.yaml"], ["-f", "devstack.yaml", "-f", "ci.yaml"]] {
                let check = try await stack.run(["check"] + words)
                #expect(check.status == 0 && check.stdout.contains("1 check passed"), "\(words): \(check.all)")
            }
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func thatAStackHasItsPortsAlreadyIsSaid() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                "services: {site: {files: ., port: \(port)}}\nchecks: {site: {get: 'http://localhost:\(port)/devstack.yaml'}}"
            )
            #expect(try await stack.run("up", "--detach").status == 0)
            for words in [["check"], ["up", "--detach"]] {
                let outcome = try await stack.run(words + ["--ports", "auto"])
                #expect(
                    outcome.status == 0 && outcome.stdout.contains("`--ports auto` is for a start"), "\(outcome.all)")
            }
            #expect(try await stack.run("down").status == 0)
        }
    }
}
