import Checking
import StackModel
import Synchronization
import Testbed
import Testing

@Suite(.timeLimit(.minutes(1))) struct CheckRunnerTests {
    private static func command(_ name: String, _ expect: Expected = Expected()) -> Check {
        let specification = CommandSpecification(
            arguments: [name], environment: [EnvironmentVariable("OWN", "check")], workingDirectory: "/")
        return Check(
            name: .at(1, name), action: .at(2, .command(specification)), timeout: .seconds(7), expect: expect)
    }

    @Test func `results stand in the order of the file, whatever ends first`() async throws {
        let answered = Future<Void>()
        let seen = Mutex<[Int]>([])
        try await RawServer.with(onRequest: { request in
            if request.target == "/last" { answered.set(()) }
            return [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
        }) { server in
            await CheckRunner.with(commandRunner: { _, _ in
                await answered.value()
                return CommandOutcome(.exited(0))
            }) { runner in
                let checks = [
                    Self.command("first"), .of(.http(server.port, "/a"), .status(404)),
                    .of(.http(server.port, "/last")),
                ]
                let results = await runner.run(checks) { index, _ in seen.withLock { $0.append(index) } }
                #expect(results.map(\.name) == ["first", "a check", "a check"])
                #expect(results.map(\.passed) == [true, false, true])
                #expect(seen.withLock { $0.sorted() } == [0, 1, 2])
            }
        }
    }

    @Test func `a command has the stack's environment, and its own before it`() async {
        let given = Mutex<(CommandSpecification, Duration)?>(nil)
        let environment = [EnvironmentVariable("OWN", "stack"), EnvironmentVariable("SSL_CERT_FILE", "ca.pem")]
        await CheckRunner.with(
            childEnvironment: environment,
            commandRunner: { specification, timeout in
                given.withLock { $0 = (specification, timeout) }
                return CommandOutcome(.exited(0))
            }
        ) { runner in
            #expect(await runner.run(Self.command("x")).passed)
        }
        let (specification, timeout) = given.withLock { $0 } ?? (.init(arguments: [], workingDirectory: ""), .zero)
        #expect(
            specification.environment
                == [EnvironmentVariable("SSL_CERT_FILE", "ca.pem"), EnvironmentVariable("OWN", "check")])
        #expect(specification.arguments == ["x"])
        #expect(timeout == .seconds(7))
    }

    @Test func `cancelling ends what runs and skips the rest`() async throws {
        let arrived = Future<Void>()
        try await RawServer.with(onRequest: { _ in
            arrived.set(())
            return []
        }) { server in
            await CheckRunner.with { runner in
                let checks = (0..<100).map { _ in Check.of(.http(server.port), timeout: .seconds(1000)) }
                let task = Task { await runner.run(checks) }
                await arrived.value()
                task.cancel()
                let results = await task.value
                #expect(results.count == 100)
                #expect(results.allSatisfy { $0.skipReason?.hasPrefix("the run was interrupted") == true })
                #expect(results.contains { $0.skipReason == "the run was interrupted before it" })
            }
        }
    }

    @Test func `a probe passes or says why not`() async throws {
        try await RawServer.with(onRequest: { request in
            let status = request.target == "/ready" ? "204 No Content" : "503 Busy"
            return [.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")]
        }) { server in
            await CheckRunner.with { runner in
                func probe(_ path: String, port: UInt16? = nil) async -> ProbeOutcome {
                    await runner.probe(
                        port: port ?? server.port, path: path, tlsHost: nil, status: [.ofClass(2)],
                        timeout: .seconds(20))
                }
                #expect(await probe("/ready") == .passed)
                #expect(await probe("/") == .failed("answered with status 503, not 2xx"))
                let port = FreePort.take()
                #expect(await probe("/", port: port) == .failed("refused: 127.0.0.1:\(port): Connection refused"))
                #expect(server.connections == 2)
            }
        }
    }

    @Test func `no checks give no results`() async {
        await CheckRunner.with { runner in
            #expect(await runner.run([]).isEmpty)
        }
    }
}
