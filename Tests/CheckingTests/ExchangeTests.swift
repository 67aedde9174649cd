import Checking
import NIOCore
import StackModel
import Testbed
import Testing

@Suite(.timeLimit(.minutes(1))) struct ExchangeTests {
    @Test func `a response is seen whole`() async throws {
        let answer =
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nX-Two: a\r\nX-Two: b\r\nSet-Cookie: id=1\r\n"
            + "Content-Length: 9\r\n\r\nno\u{1B}[2J\r\n!"
        try await RawServer.with(onRequest: { _ in [.send(answer)] }) { server in
            try await CheckRunner.with { runner in
                let result = await runner.run(.of(.http(server.port, "/a?b=c"), .status(404)))
                let exchange = try #require(result.exchange)
                #expect(result.passed)
                #expect(exchange.method == "GET")
                #expect(exchange.url == "http://localhost:\(server.port)/a?b=c")
                #expect(exchange.remoteAddress == "127.0.0.1:\(server.port)")
                #expect(exchange.localPort != nil)
                #expect(exchange.status == 404)
                #expect(exchange.headers.map(\.value) == ["text/plain", "a", "b", "***", "9"])
                #expect(exchange.bodyExcerpt == "no\\x1B[2J\n!")
                #expect(exchange.bodyLength == 9)
                #expect(exchange.timing.connect != nil)
                #expect(exchange.timing.handshake == nil)
                #expect(exchange.timing.firstByte != nil)
                #expect(exchange.timing.body != nil)
                #expect(!exchange.isReused)
                let request = try #require(server.requests.first?.text)
                #expect(request.hasPrefix("GET /a?b=c HTTP/1.1\r\nhost: localhost:\(server.port)\r\n"))
            }
        }
    }

    @Test(arguments: [
        ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", 200, ""),
        ("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n", 304, ""),
        (
            "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n",
            200, "abcde"
        ),
        (
            "GET",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            200, "ok"
        ),
        ("POST", "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, ""),
        ("GET", "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n", 599, ""),
    ])
    func `framing is HTTP's, and the connection is free afterwards`(
        method: String, answer: String, status: Int, body: String
    ) async throws {
        try await RawServer.with(onRequest: { _ in [.send(answer)] }) { server in
            await CheckRunner.with { runner in
                var expect = Expected.status(status)
                expect.body = .at(4, .equals(.string(body)))
                let result = await runner.run(.of(.http(server.port), method: method, expect))
                #expect(result.passed, "\(result.mismatches)")
                let next = await runner.run(.of(.http(server.port), method: method == "HEAD" ? "HEAD" : "GET", expect))
                #expect(next.exchange?.isReused == true)
                #expect(server.connections == 1)
            }
        }
    }

    @Test func `a body that ends with the connection is whole`() async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\n\r\nall of it"), .close] }) { server in
            await CheckRunner.with { runner in
                var expect = Expected.status(200)
                expect.body = .at(4, .equals(.string("all of it")))
                for _ in 0..<2 { #expect(await runner.run(.of(.http(server.port), expect)).passed) }
                #expect(server.connections == 2)
            }
        }
    }

    @Test func `bodies and headers are sent as the check says`() async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }) {
            server in
            try await CheckRunner.with { runner in
                let headers = [RequestSpecification.Header("Host", "other.test"), .init("Authorization", "Basic eA==")]
                let check = Check.of(.http(server.port), method: "POST", body: Array("x=1".utf8), headers: headers)
                let result = await runner.run(check)
                #expect(result.passed)
                let text = try #require(server.requests.first?.text)
                #expect(text.contains("\r\ncontent-length: 3\r\n"))
                #expect(text.contains("\r\nHost: other.test\r\n"))
                #expect(!text.contains("host: localhost"))
                #expect(text.hasSuffix("\r\n\r\nx=1"))
                #expect(!"\(result)".contains("eA=="))
                _ = await runner.run(.of(.http(server.port), method: "PUT"))
                #expect(server.requests.last?.text.contains("\r\ncontent-length: 0\r\n") == true)
            }
        }
    }

    /// What a server does, and how it is called.
    static let misdeeds: [(FailureReason, String, [RawServer.Step], [RawServer.Step])] = [
        (.closed, "the connection was closed before any byte of a response", [], [.close]),
        (.reset, "Connection reset by peer", [], [.reset]),
        (.reset, "Connection reset by peer", [], [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"), .reset]),
        (.truncated, "the response ends before it is complete", [], [.send("HTTP/1.1 20"), .close]),
        (
            .truncated, "the response ends before it is complete", [],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"), .close]
        ),
        (
            .truncated, "the response ends before it is complete", [],
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close]
        ),
        (.badResponse, "begins with \"SSH-2.0-OpenSSH_9.2\\r\\n\"", [.send("SSH-2.0-OpenSSH_9.2\r\n")], []),
        (.badResponse, "begins with \"\\x00\\x01\"", [], [.send("\u{0}\u{1}")]),
        (.badResponse, "begins with \"HTTP/2.0 200 OK\\r\\n\\r\\n\"", [], [.send("HTTP/2.0 200 OK\r\n\r\n")]),
    ]

    @Test(arguments: misdeeds.indices)
    func `what a server does wrong has its reason`(index: Int) async throws {
        let (reason, words, onConnection, onRequest) = Self.misdeeds[index]
        try await RawServer.with(onConnection: { _ in onConnection }, onRequest: { _ in onRequest }) { server in
            try await CheckRunner.with { runner in
                let expected = await runner.run(.of(.http(server.port), .failure(reason)))
                #expect(expected.passed, "\(expected.mismatches)")
                let exchange = try #require(expected.exchange)
                #expect(exchange.failure == reason)
                #expect(exchange.failureDetail?.contains(words) == true, "\(exchange.failureDetail ?? "")")
                #expect(exchange.remoteAddress == "127.0.0.1:\(server.port)")

                let plain = await runner.run(.of(.http(server.port)))
                #expect(plain.mismatches.count == 1)
                #expect(plain.mismatches.first?.location == TestPlace.line(2))
                #expect(plain.mismatches.first?.expected == "status 200")
                #expect(plain.mismatches.first?.actual.hasPrefix(reason.rawValue) == true)
            }
        }
    }

    @Test func `a server that leaves at once has closed, or resets what is sent to it then`() async throws {
        try await RawServer.with(onConnection: { _ in [.close] }) { server in
            await CheckRunner.with { runner in
                for _ in 0..<20 {
                    let exchange = await runner.run(.of(.http(server.port))).exchange
                    let words = "the connection was closed before any byte of a response"
                    if exchange?.failure == .closed {
                        #expect(exchange?.failureDetail == words)
                    } else {
                        #expect(exchange?.failure == .reset)
                    }
                }
            }
        }
    }

    @Test func `what came of a truncated response is kept`() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"
        try await RawServer.with(onRequest: { _ in [.send(answer), .close] }) { server in
            await CheckRunner.with { runner in
                let exchange = await runner.run(.of(.http(server.port))).exchange
                #expect(exchange?.status == 200)
                #expect(exchange?.bodyExcerpt == "ab")
                #expect(exchange?.bodyLength == 2)
            }
        }
    }

    @Test func `a server that never answers is a time-out`() async throws {
        try await RawServer.with { server in
            await CheckRunner.with { runner in
                let result = await runner.run(.of(.http(server.port), timeout: .milliseconds(50), .failure(.timeout)))
                #expect(result.passed, "\(result.mismatches)")
                #expect(result.exchange?.failure == .timeout)
            }
        }
    }

    @Test func `a port that nobody listens on is refused, at every address`() async throws {
        let port = FreePort.take()
        await CheckRunner.with(addresses: []) { runner in
            let result = await runner.run(.of(.http(port), .failure(.refused)))
            #expect(result.passed, "\(result.mismatches)")
            let detail = result.exchange?.failureDetail ?? ""
            #expect(detail.hasPrefix("127.0.0.1:\(port): Connection refused; [::1]:\(port): "))
            let red = await runner.run(.of(.http(port)))
            #expect(red.mismatches.first?.explanation == "nothing listens there on port \(port)")
        }
    }

    @Test func `the next address is tried where the first refuses`() async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }) {
            server in
            await CheckRunner.with(addresses: ["127.0.0.9", "127.0.0.1"]) { runner in
                let result = await runner.run(.of(.http(server.port)))
                #expect(result.passed)
                #expect(result.exchange?.remoteAddress == "127.0.0.1:\(server.port)")
            }
        }
    }

    @Test(arguments: ["localhost", "a.b.localhost", "app.test", "x.api.test", "127.0.0.1"])
    func `the stack's names go to loopback without DNS`(host: String) async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }) {
            server in
            await CheckRunner.with(localNames: ["app.test", "*.api.test"]) { runner in
                #expect(await runner.run(.of(.http(server.port, host: host))).passed)
            }
        }
    }

    @Test(arguments: ["other.invalid", "a.x.api.invalid", "api.invalid"])
    func `any other name is looked up`(host: String) async throws {
        // `invalid` has no names, by RFC 2606; without a resolver the look-up fails as well.
        await CheckRunner.with(localNames: ["app.test", "*.api.invalid"]) { runner in
            let result = await runner.run(.of(.http(1, host: host), .failure(.nameNotFound)))
            #expect(result.passed, "\(result.mismatches)")
        }
    }

    @Test func `a network that is not there is unreachable`() async {
        // 255.255.255.255 takes no TCP.
        await CheckRunner.with { runner in
            let result = await runner.run(.of(.http(1, host: "255.255.255.255"), .failure(.unreachable)))
            #expect(result.passed, "\(result.mismatches)")
        }
    }

    @Test func `the excerpt of a body ends with a whole character`() async throws {
        for length in 4094...4097 {
            let text = String(repeating: "x", count: length) + "🐦é"
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
            try await RawServer.with(onRequest: { _ in [.send(answer)] }) { server in
                await CheckRunner.with { runner in
                    let exchange = await runner.run(.of(.http(server.port))).exchange
                    #expect(exchange?.bodyExcerpt == String(repeating: "x", count: min(length, 4096)))
                    #expect(exchange?.bodyLength == length + 6)
                }
            }
        }
    }

    @Test func `a body over the limit is a failure in words`() async throws {
        let piece = String(repeating: "x", count: 1 << 20)
        let answer = [RawServer.Step.send("HTTP/1.1 200 OK\r\n\r\n")] + Array(repeating: .send(piece), count: 65)
        try await RawServer.with(onRequest: { _ in answer }) { server in
            await CheckRunner.with { runner in
                let result = await runner.run(.of(.http(server.port)))
                #expect(
                    result.mismatches.first?.actual == "the body is larger than 64 MiB, the most that a check reads")
                #expect(result.exchange?.failure == nil)
            }
        }
    }
}
