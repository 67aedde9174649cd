import StackModel
import Testbed
import Testing

/// What becomes of the ports that devstack has chosen while the file of a stack that is up changes.
@Suite(.timeLimit(.minutes(1))) struct ReloadedPortTests {
    private static func file(_ words: String = "port: auto", and more: String = "") -> String {
        """
        services:
          api: {command: [sh, -c, 'exec python3 listener.py "$PORT"'], \(words)}
        \(more)
        checks:
          api: {get: "http://127.0.0.1:${services.api.port}/"}
        """
    }

    @Test(arguments: [["up", "--detach"], ["up", "--detach", "--ports", "auto"]])
    func aReloadThatChangesNothingForgetsNoNumber(up words: [String]) async throws {
        let ports = [FreePort.take(), FreePort.take()]
        try await StackFixture.with(ports: ports) { stack in
            try stack.writeListener()
            let (port, other) = words.contains("--ports") ? ("\(ports[0])", "\(ports[1])") : ("auto", "auto")
            let plain = "port: \(port), host: 127.0.0.1"
            try stack.stack(Self.file(plain))
            let up = try await stack.run(words)
            #expect(up.status == 0, "\(up.all)")
            let before = try await stack.numbers()
            let record = try #require(stack.fixture.read(".devstack/ports"))
            #expect(record.contains("\(before[0])"))

            // At more addresses than it has the number for.
            try stack.stack(Self.file("port: \(other), host: localhost"))
            #expect(try await stack.run("reload", "--dry-run").status == 0)
            #expect(stack.fixture.read(".devstack/ports") == record)
            try stack.stack(Self.file("port: \(other), host: localhost, colour: red"))
            #expect(try await stack.run("reload").status == 2)
            #expect(stack.fixture.read(".devstack/ports") == record)

            let web =
                "  web: {command: [python3, listener.py, '${services.web.port}', 'say=${services.api.port}'], "
                + "host: 127.0.0.1, port: auto}"
            try stack.stack(Self.file(plain, and: web))
            let reload = try await stack.run("reload")
            #expect(reload.status == 0, "\(reload.all)")
            #expect(!reload.stdout.contains("~ api"), "\(reload.all)")
            #expect(try await stack.numbers().first == before[0])
            let logs = try await stack.run("logs", "web")
            #expect(logs.stdout.contains(" \(before[0])\n"), "\(logs.all)")
            #expect(
                stack.fixture.read(".devstack/ports")?.contains(record.dropFirst("devstack ports 1\n".count)) == true)
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func anotherWrittenNumberMovesNothingThatIsMoved() async throws {
        let ports = [FreePort.take(), FreePort.take()]
        try await StackFixture.with(ports: ports) { stack in
            try stack.writeListener()
            try stack.stack(Self.file("port: \(ports[0]), host: 127.0.0.1"))
            #expect(try await stack.run("up", "--detach", "--ports", "auto").status == 0)
            let before = try await stack.numbers()
            for port in [ports[1], ports[0]] {
                try stack.stack(Self.file("port: \(port), host: 127.0.0.1"))
                #expect(try await stack.run("reload").status == 0)
                #expect(try await stack.numbers() == before)
                #expect(stack.fixture.read(".devstack/ports")?.contains("\(before[0]) \(port) port api\n") == true)
                #expect(try await stack.run("check").status == 0)
            }
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aNumberThatAnotherServiceGetsIsGivenUp() async throws {
        try await StackFixture.with { stack in
            try stack.writeListener()
            try stack.stack(Self.file("port: auto, host: 127.0.0.1"))
            #expect(try await stack.run("up", "--detach").status == 0)
            let before = try await stack.numbers()
            try stack.stack(
                Self.file(
                    "port: auto, host: 127.0.0.1",
                    and:
                        "  other: {command: [python3, listener.py, '\(before[0])'], host: 127.0.0.1, port: \(before[0])}"
                ))
            let reload = try await stack.run("reload")
            #expect(reload.status == 0, "\(reload.all)")
            #expect(reload.stdout.contains("~ api    restarted: port changed"), "\(reload.all)")
            let numbers = try await stack.numbers()
            #expect(numbers.last == before[0] && numbers.first != before[0])
            #expect(try await stack.run("check").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func whatIsRemovedKeepsNoNumber() async throws {
        try await StackFixture.with { stack in
            try stack.writeListener()
            let further = "port: auto, host: 127.0.0.1, ports: {admin: auto}"
            let other =
                "  other: {command: [python3, listener.py, '${services.other.port}'], host: 127.0.0.1, port: auto}"
            try stack.stack(
                Self.file(further, and: other).replacing(
                    "exec", with: "python3 listener.py ${services.api.ports.admin} & exec"))
            let up = try await stack.run("up", "--detach")
            #expect(up.status == 0, "\(up.all)")
            let before = try await stack.numbers()
            try #require(before.count == 3)
            #expect(before.allSatisfy { !FreePort.isFree($0) })
            try stack.stack(Self.file("port: auto, host: 127.0.0.1"))
            #expect(try await stack.run("reload").status == 0)
            #expect(try await stack.numbers() == [before[0]])
            #expect(FreePort.isFree(before[1]) && FreePort.isFree(before[2]))
            #expect(stack.fixture.read(".devstack/ports") == "devstack ports 1\n\(before[0]) - port api\n")
            #expect(try await stack.run("down").status == 0)
        }
    }
}
