import Checking
import StackModel
import Testbed
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionReuseTests {
    private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test func `checks on one origin share its connections`() async throws {
        try await RawServer.with(onRequest: { _ in [.send(Self.empty)] }) { server in
            await CheckRunner.with { runner in
                let checks = (0..<300).map { Check.of(.http(server.port, "/\($0)")) }
                let results = await runner.run(checks)
                #expect(results.count { $0.passed } == 300)
                #expect(server.requests.count == 300)
                #expect(server.connections <= 64)
                #expect(results.count { $0.exchange?.isReused == false } == server.connections)
                #expect(results.allSatisfy { $0.exchange?.timing.connect != nil })
            }
        }
    }

    @Test func `a check about a failure has a connection of its own`() async throws {
        try await RawServer.with(onRequest: { _ in [.send(Self.empty)] }) { server in
            await CheckRunner.with { runner in
                _ = await runner.run(.of(.http(server.port)))
                let result = await runner.run(.of(.http(server.port), .failure(.refused)))
                #expect(result.mismatches.first?.actual == "the exchange succeeded with status 200")
                #expect(server.connections == 2)
                #expect(server.requests.last?.text.contains("\r\nconnection: close\r\n") == true)
                // Neither is it left to others.
                #expect(await runner.run(.of(.http(server.port))).exchange?.isReused == true)
                #expect(server.connections == 2)
            }
        }
    }

    @Test(arguments: ["Connection: close\r\n", ""])
    func `a connection that the server gave up is not used again`(header: String) async throws {
        let version = header.isEmpty ? "1.0" : "1.1"
        let answer = "HTTP/\(version) 200 OK\r\n\(header)Content-Length: 0\r\n\r\n"
        try await RawServer.with(onRequest: { _ in [.send(answer)] }) { server in
            await CheckRunner.with { runner in
                for _ in 0..<3 { #expect(await runner.run(.of(.http(server.port))).passed) }
                #expect(server.connections == 3)
            }
        }
    }

    @Test(arguments: [RawServer.Step.close, .reset])
    func `a reused connection that the server closes without a byte is replaced once`(end: RawServer.Step) async throws
    {
        try await RawServer.with(onRequest: { $0.number == 0 ? [.send(Self.empty)] : [end] }) { server in
            await CheckRunner.with { runner in
                for index in 0..<3 {
                    let result = await runner.run(.of(.http(server.port)))
                    #expect(result.passed, "\(index): \(result.mismatches)")
                    #expect(result.exchange?.isReused == false)
                }
                #expect(server.connections == 3)
                #expect(server.requests.count == 5)
            }
        }
    }

    @Test func `once a byte came there is no second try`() async throws {
        try await RawServer.with(onRequest: { $0.number == 0 ? [.send(Self.empty)] : [.send("HTTP/1.1 2"), .close] }) {
            server in
            await CheckRunner.with { runner in
                #expect(await runner.run(.of(.http(server.port))).passed)
                let result = await runner.run(.of(.http(server.port), .status(200)))
                #expect(result.exchange?.failure == .truncated)
                #expect(server.connections == 1)
            }
        }
    }

    @Test func `a new connection that is closed is no reason to try again`() async throws {
        try await RawServer.with(onRequest: { _ in [.close] }) { server in
            await CheckRunner.with { runner in
                #expect(await runner.run(.of(.http(server.port))).exchange?.failure == .closed)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func `a request that must not be sent twice has a fresh connection`() async throws {
        try await RawServer.with(onRequest: { $0.number == 0 ? [.send(Self.empty)] : [.close] }) { server in
            await CheckRunner.with { runner in
                for _ in 0..<2 { #expect(await runner.run(.of(.http(server.port), method: "POST")).passed) }
                #expect(server.requests.map(\.connection) == [0, 1])
            }
        }
    }

    @Test func `bytes that nobody asked for end the connection`() async throws {
        try await RawServer.with(onRequest: { _ in [.send(Self.empty + "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")]
        }) { server in
            await CheckRunner.with { runner in
                for _ in 0..<3 { #expect(await runner.run(.of(.http(server.port))).passed) }
                #expect(server.connections == 3)
            }
        }
    }
}
