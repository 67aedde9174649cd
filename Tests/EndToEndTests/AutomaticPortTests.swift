import StackModel
import Testbed
import Testing

/// Ports that devstack chooses.
@Suite(.timeLimit(.minutes(2))) struct AutomaticPortTests {
    @Test func twoCheckoutsOfTheExampleAreUpAtOnce() async throws {
        try await Example.with { one in
            try await Example.with { other in
                // The same file in both: another checkout of one project.
                try other.stack.stack(try #require(one.stack.fixture.read("devstack.yaml")))
                for example in [one, other] {
                    let up = try await example.stack.run("up", "--detach", "--ports", "auto")
                    #expect(up.status == 0, "\(up.all)")
                    #expect(up.stdout.contains("note: site: port \(one.site) is "), "\(up.all)")
                }
                // Nobody is at the written ones, and whoever joins a stack knows its own.
                #expect(FreePort.isFree(one.site) && FreePort.isFree(one.birds))
                for example in [one, other] {
                    let check = try await example.stack.run("check", "--format", "json")
                    #expect(check.status == 0, "\(check.all)")
                    let report = try JSONValue(parsing: check.stdout)
                    let written = try JSONPath(parsing: "$.services[*].ports[0].written").select(from: report)
                    #expect(written == [one.site, one.birds].map { .number(JSONNumber(Int($0))) })
                    let renewal = try await example.stack.run("certs", "--renew")
                    #expect(renewal.stdout.contains(" serves it: "), "\(renewal.all)")
                }
                let ports = try await one.numbers() + other.numbers()
                #expect(Set(ports).count == 4)
                for example in [one, other] { #expect(try await example.stack.run("down").status == 0) }
            }
        }
    }

    @Test func anyValueNamesThePortsAndTheyStayTheSame() async throws {
        try await StackFixture.with { stack in
            try stack.writeListener()
            try stack.stack(
                """
                services:
                  api:
                    command:
                      - sh
                      - -c
                      - python3 listener.py ${services.api.ports.admin} &
                        exec python3 listener.py ${services.api.port} say=${services.api.port}
                    port: auto
                    host: 127.0.0.1
                    ports: {admin: auto}
                    restart: always
                  heir:
                    command: [sh, -c, 'exec python3 listener.py "$PORT"']
                    port: auto
                    host: 127.0.0.1
                  child: {files: ., port: auto, run: child}
                  site: {files: ., port: auto}
                checks:
                  api: {get: "http://127.0.0.1:${services.heir.port}/"}
                  child: {get: "http://localhost:${services.child.port}/devstack.yaml"}
                  site: {get: "http://\(AddressFamilies.hasVersion6 ? "[::1]" : "127.0.0.1"):${services.site.port}/devstack.yaml"}
                """)
            let config = try await stack.run("config")
            #expect(config.status == 0)
            #expect(config.stdout.contains("port: auto"))
            #expect(config.stdout.contains("get: \"http://127.0.0.1:${services.heir.port}/\""), "\(config.all)")
            let ports = try await stack.run("ports")
            #expect(ports.stdout.contains("are chosen when the stack comes up: api, heir, child, site"), "\(ports.all)")

            let up = try await stack.run("up", "--detach")
            #expect(up.status == 0, "\(up.all)")
            let before = try await stack.numbers()
            #expect(Set(before).count == 5)
            #expect(up.stdout.contains("| \(before[0])\n"), "\(up.all)")
            #expect(up.stdout.contains("127.0.0.1:\(before[0]), admin \(before[1])"), "\(up.all)")
            for name in ["api", "child", "site"] {
                #expect(try await stack.run("restart", name).status == 0)
            }
            #expect(try await stack.numbers() == before)
            #expect(try await stack.run("check").status == 0)
            let shown = try await stack.run("ports", "--format", "json")
            #expect(shown.stdout.contains("\(before[3])"))
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aCommandThatIsToldTheWrittenNumberIsWarnedOf() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.stack(
                """
                services:
                  site: {files: ., port: \(port)}
                checks:
                  client: {command: "true http://localhost:\(port)/"}
                """)
            let moved = try await stack.run("check", "--ports", "auto")
            #expect(moved.status == 0)
            #expect(moved.all.contains("W018") && moved.all.contains("Write ${services.site.port}"), "\(moved.all)")
            #expect(!(try await stack.run("check")).all.contains("W018"))
        }
    }
}

extension Example {
    func numbers() async throws -> [UInt16] { try await stack.numbers() }
}

extension StackFixture {
    /// The ports of the services of a stack that is up.
    func numbers() async throws -> [UInt16] {
        let status = try await run("status", "--format", "json")
        return try JSONPath(parsing: "$.services[*].ports[*].number").select(from: JSONValue(parsing: status.stdout))
            .compactMap { if case .number(let number) = $0 { UInt16(number.text) } else { nil } }
    }
}
