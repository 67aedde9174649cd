import StackModel
import Testing

@testable import Checking

@Suite(.timeLimit(.minutes(1))) struct SecretTests {
    private static func texts(of result: CheckResult) -> String {
        var text = ""
        dump(result, to: &text)
        return text
    }

    /// A server that answers with the request that it was sent.
    private static func withEcho<Result>(_ body: (RawServer) async throws -> Result) async throws -> Result {
        try await RawServer.with(
            onRequest: { request in
                let length = request.text.utf8.count
                return [
                    .send(
                        "HTTP/1.1 500 No\r\nX-Echo: \(request.target)\r\nContent-Length: \(length)\r\n\r\n\(request.text)"
                    )
                ]
            }, body)
    }

    @Test(arguments: [
        ("Authorization", "Bearer swordfish99", "swordfish99"), ("authorization", "swordfish99", "swordfish99"),
        ("Cookie", "theme=dark; session=swordfish99", "swordfish99"),
        ("Proxy-Authorization", "Basic c3dvcmQ6ZmlzaA==", "c3dvcmQ6ZmlzaA=="),
    ])
    func `credentials that a check sends are masked in what comes back`(name: String, value: String, secret: String)
        async throws
    {
        try await Self.withEcho { server in
            await CheckRunner.with { runner in
                var expect = Expected.status(200)
                expect.body = .at(4, .equals(.string("something else")))
                let headers = [RequestSpecification.Header(name, value)]
                let result = await runner.run(.of(.http(server.port, "/?\(secret)"), headers: headers, expect))
                #expect(result.mismatches.count == 2)
                #expect(result.exchange?.bodyExcerpt?.contains("***") == true)
                #expect(!Self.texts(of: result).contains(secret), "\(Self.texts(of: result))")
                #expect(server.requests.first?.text.contains(value) == true)
            }
        }
    }

    @Test func `the stack's secrets are masked, also half of one where a body is cut`() async throws {
        let secret = "swordfish-99-swordfish-99"
        let body = String(repeating: "x", count: 4096 - 10) + secret
        try await RawServer.with(
            onRequest: { _ in [.send("HTTP/1.1 500 No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")] },
            { server in
                await CheckRunner.with(secrets: SecretMask([secret])) { runner in
                    var expect = Expected.status(200)
                    expect.body = .at(4, .endsWith("\(secret)!"))
                    let result = await runner.run(.of(.http(server.port, "/?\(secret)"), expect))
                    #expect(result.mismatches.count == 2)
                    #expect(!Self.texts(of: result).contains("sword"), "\(Self.texts(of: result))")
                }
            })
    }

    @Test func `what a command wrote is masked, and judged as it was`() async throws {
        let runner: CheckEnvironment.CommandRunner = { _, _ in
            CommandOutcome(.exited(1), stdout: Array("token swordfish99\n".utf8))
        }
        await CheckRunner.with(commandRunner: runner, secrets: SecretMask(["swordfish99"])) { runner in
            var expect = Expected()
            expect.exit = .at(3, .equals(.number(JSONNumber(0))))
            expect.stdout = .at(4, .contains(.string("swordfish99")))
            expect.stderr = .at(5, .contains(.string("swordfish99")))
            let command = CommandSpecification(arguments: ["x"], workingDirectory: "/")
            let result = await runner.run(
                Check(name: .at(1, "a"), action: .at(2, .command(command)), expect: expect))
            #expect(result.mismatches.map(\.subject) == ["exit", "stderr"])
            #expect(result.mismatches.first?.explanation == #"the last line of its stdout: "token ***""#)
            #expect(result.mismatches.last?.expected == #"contains "***""#)
        }
    }
}
