import Checking
import StackModel
import TLS
import Testbed
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSExchangeTests {
    private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    /// Runs `body` with a TLS server that answers 200, and a runner that trusts the authority.
    private static func with(
        _ authority: TestAuthority, _ identity: SingleIdentity, answer: [RawServer.Step] = [.send(empty)],
        localNames: Set<String> = [], _ body: (RawServer, CheckRunner) async throws -> Void
    ) async throws {
        try await RawServer.with(identity: identity, onRequest: { _ in answer }) { server in
            try await CheckRunner.with(authorityPEM: authority.pem, localNames: localNames) { runner in
                try await body(server, runner)
            }
        }
    }

    @Test func `a verified exchange shows its version, chain and times, also when it is reused`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity()) { server, runner in
                for index in 0..<2 {
                    let result = await runner.run(.of(.https(server.port)))
                    #expect(result.passed, "\(result.mismatches)")
                    let exchange = try #require(result.exchange)
                    #expect(exchange.isReused == (index == 1))
                    #expect(exchange.tlsVersion == "TLSv1.3")
                    #expect(exchange.chain.first?.names == ["localhost", "127.0.0.1"])
                    #expect(exchange.timing.handshake != nil)
                    #expect(result.notes.isEmpty)
                }
                #expect(server.connections == 1)
            }
        }
    }

    @Test func `the names of the certificate are asked for by their own name`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            let identity = try await authority.identity(for: "DNS:app.test,DNS:*.api.test,IP:127.0.0.1")
            try await Self.with(authority, identity, localNames: ["app.test", "*.api.test"]) { server, runner in
                for host in ["app.test", "x.api.test", "127.0.0.1"] {
                    #expect(await runner.run(.of(.https(server.port, host: host))).passed)
                }
                let probe = await runner.probe(
                    port: server.port, path: "/", tlsHost: "*.api.test", status: [.exactly(200)], timeout: .seconds(20))
                #expect(probe == .passed)
                let handshake = await runner.probe(port: server.port, tlsHost: "*.api.test", timeout: .seconds(20))
                #expect(handshake == .passed)
            }
        }
    }

    @Test func `a handshake that is probed says what was wrong with it`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity()) { server, runner in
                func probe(_ host: String) async -> ProbeOutcome {
                    await runner.probe(port: server.port, tlsHost: host, timeout: .seconds(20))
                }
                #expect(await probe("localhost") == .passed)
                guard case .failed(let words) = await probe("other.localhost") else {
                    Issue.record("it must fail")
                    return
                }
                #expect(words.hasPrefix("wrong_host: "), "\(words)")
            }
            try await RawServer.with(onConnection: { _ in [.send("220 hello\r\n")] }) { server in
                await CheckRunner.with(authorityPEM: authority.pem) { runner in
                    let outcome = await runner.probe(port: server.port, tlsHost: "localhost", timeout: .seconds(20))
                    guard case .failed(let words) = outcome else {
                        Issue.record("it must fail")
                        return
                    }
                    #expect(words.hasPrefix("not_tls: "), "\(words)")
                }
            }
        }
    }

    @Test func `a wrong host is told by the names that would be right`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity()) { server, runner in
                let url = RequestURL.https(server.port, host: "wrong.localhost")
                // A connection that another check opened must not answer.
                #expect(await runner.run(.of(.https(server.port))).passed)
                #expect(await runner.run(.of(url, .failure(.wrongHost))).passed)

                let red = await runner.run(.of(url))
                #expect(red.exchange?.failure == .wrongHost)
                #expect(
                    red.mismatches.first?.explanation
                        == "the certificate is for localhost, 127.0.0.1; not for wrong.localhost")
                #expect(red.exchange?.chain.isEmpty == false)
                #expect(red.exchange?.localPort != nil)

                let other = await runner.run(.of(url, .failure(.expired)))
                #expect(other.mismatches.first?.location == TestPlace.line(3))
                #expect(other.mismatches.first?.expected == "expired (certificate has expired)")
                #expect(other.mismatches.first?.actual.hasPrefix("wrong_host: hostname mismatch") == true)

                let wrongly = await runner.run(.of(.https(server.port), .failure(.wrongHost)))
                #expect(wrongly.mismatches.first?.expected == "wrong_host (hostname mismatch)")
                #expect(wrongly.mismatches.first?.actual == "the exchange succeeded with status 200 over TLSv1.3")
            }
        }
    }

    @Test func `what trust is in force decides, and never shares a connection with another`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity()) { server, runner in
                let url = RequestURL.https(server.port)
                #expect(await runner.run(.of(url)).passed)
                for trust in [RequestSpecification.Trust.system, .installed] {
                    let result = await runner.run(.of(url, trust: trust))
                    #expect(result.exchange?.failure == .untrustedIssuer)
                    #expect(result.mismatches.first?.explanation?.contains("test authority") == true)
                    #expect(result.mismatches.first?.explanation?.contains("(trust: ") == true)
                    #expect(await runner.run(.of(url, trust: trust, .failure(.untrustedIssuer))).passed)
                }
                #expect(await runner.run(.of(url, trust: .file(fixture.path("ca.pem")))).passed)

                let unverified = await runner.run(.of(.https(server.port, host: "wrong.localhost"), trust: .none))
                #expect(unverified.passed)
                #expect(unverified.notes == ["the server's certificate was not verified (trust: none)"])
            }
        }
    }

    @Test func `a trust that cannot be read is said in words`() async throws {
        try await Fixture.with { fixture in
            try fixture.write("empty.pem", "nothing\n")
            await CheckRunner.with { runner in
                let missing = await runner.run(.of(.https(1), trust: .file(fixture.path("none.pem"))))
                #expect(missing.mismatches.first?.actual.contains("No such file or directory") == true)
                let empty = await runner.run(
                    .of(.https(1), trust: .file(fixture.path("empty.pem")), .failure(.refused)))
                #expect(empty.mismatches.first?.actual.contains("empty.pem` names cannot be used") == true)
                let none = await runner.run(.of(.https(1)))
                #expect(
                    none.mismatches.first?.actual == "this stack has no authority that `trust: stack` could mean")
            }
        }
    }

    @Test(arguments: [
        ("20250101000000Z", "20261001000000Z", FailureReason.expired, "the certificate expired on 2026-10-01, "),
        ("20350101000000Z", "20360101000000Z", .notYetValid, "the certificate is valid from 2035-01-01 on, in "),
    ])
    func `a certificate out of its time is told with its date`(
        start: String, end: String, reason: FailureReason, words: String
    ) async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            let identity = try await authority.identity(from: start, until: end)
            try await Self.with(authority, identity) { server, runner in
                #expect(await runner.run(.of(.https(server.port), .failure(reason))).passed)
                let red = await runner.run(.of(.https(server.port)))
                #expect(red.mismatches.first?.explanation?.hasPrefix(words) == true, "\(red.mismatches)")
            }
        }
    }

    @Test func `a self-signed certificate is told by its subject`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, TestAuthority.selfSigned(in: fixture)) { server, runner in
                #expect(await runner.run(.of(.https(server.port), .failure(.selfSigned))).passed)
                let red = await runner.run(.of(.https(server.port)))
                #expect(red.mismatches.first?.explanation?.contains("on its own") == true, "\(red.mismatches)")
            }
        }
    }

    @Test func `each of http and https on the other's port is told`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity()) { server, runner in
                let result = await runner.run(.of(.http(server.port)))
                #expect(result.exchange?.failure == .closed)
                #expect(result.mismatches.first?.explanation?.hasSuffix("does this port speak TLS (https://)?") == true)
            }
            // Others send an alert first: fatal, unexpected_message.
            let alert = "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{A}"
            try await RawServer.with(onRequest: { _ in [.send(alert), .close] }) { server in
                await CheckRunner.with { runner in
                    let result = await runner.run(.of(.http(server.port)))
                    #expect(result.exchange?.failure == .badResponse)
                    #expect(
                        result.mismatches.first?.explanation
                            == "the server speaks TLS; the URL must begin with https://")
                }
            }
            let answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
            try await RawServer.with(onConnection: { _ in [.send(answer)] }) { server in
                await CheckRunner.with(authorityPEM: authority.pem) { runner in
                    #expect(await runner.run(.of(.https(server.port), .failure(.notTLS))).passed)
                    let result = await runner.run(.of(.https(server.port)))
                    let remedy = result.exchange?.explanation?.remedy
                    #expect(
                        remedy?.hasPrefix("ask for http://localhost:\(server.port)/") == true, "\(remedy ?? "none")")
                }
            }
        }
    }

    @Test(
        arguments: [
            ([RawServer.Step.send("HTTP/1.1 200 OK\r\n\r\nall of it"), .close], nil),
            ([.send("HTTP/1.1 200 OK\r\n\r\nhalf of it"), .cut], FailureReason.truncated),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall"), .cut], nil),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .cut], .truncated),
            ([.close], .closed),
            ([.cut], .closed),
        ] as [([RawServer.Step], FailureReason?)])
    func `an end without close_notify is an end only where nothing can be missing`(
        steps: [RawServer.Step], reason: FailureReason?
    ) async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await Self.with(authority, authority.identity(), answer: steps) { server, runner in
                let result = await runner.run(.of(.https(server.port)))
                #expect(result.exchange?.failure == reason, "\(result.mismatches)")
            }
        }
    }

    @Test func `a server that leaves or stalls before the handshake is told`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            try await RawServer.with(onConnection: { _ in [.close] }) { server in
                await CheckRunner.with(authorityPEM: authority.pem) { runner in
                    let result = await runner.run(.of(.https(server.port)))
                    #expect(result.exchange?.failure == .closed || result.exchange?.failure == .reset)
                    #expect(result.mismatches.count == 1)
                }
            }
            try await RawServer.with { server in
                await CheckRunner.with(authorityPEM: authority.pem) { runner in
                    let check = Check.of(.https(server.port), timeout: .milliseconds(50), .failure(.timeout))
                    let result = await runner.run(check)
                    #expect(result.passed, "\(result.mismatches)")
                }
            }
        }
    }
}
