import Checking
import NIOPosix
import StackModel
import Synchronization
import TLS
import Testbed
import Testing

/// The certificate that a check shows.
@Suite(.timeLimit(.minutes(1))) struct ClientCertificateTests {
    /// What is on disk for a name, which a renewal changes.
    private final class Files: Sendable {
        let identity: Mutex<ClientIdentity?>
        let readings = Mutex<[String]>([])

        init(_ identity: ClientIdentity?) { self.identity = Mutex(identity) }

        func read(_ name: String) throws -> ClientIdentity {
            readings.withLock { $0.append(name) }
            guard let identity = identity.withLock({ $0 }) else { throw TestbedError("no such file") }
            return identity
        }
    }

    private static func check(_ port: UInt16) -> Check {
        let request = RequestSpecification(method: "GET", url: .https(port), clientCertificate: "laptop")
        return Check(
            name: .at(1, "a check"), action: .at(2, .request(request)), timeout: .seconds(20), expect: .status(200))
    }

    private static func pair(_ fixture: Fixture) -> ClientIdentity {
        ClientIdentity(
            chainPEM: Array((fixture.read("leaf.pem") ?? "").utf8),
            keyPEM: Array((fixture.read("leaf.key") ?? "").utf8))
    }

    @Test func `one that was renewed is shown on a connection of its own`() async throws {
        try await Fixture.with { fixture in
            let authority = try await TestAuthority(in: fixture)
            let server = try await authority.identity()
            let files = Files(Self.pair(fixture))
            _ = try await authority.identity()
            let renewed = Self.pair(fixture)
            let answer = [RawServer.Step.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
            try await RawServer.with(identity: server, onRequest: { _ in answer }) { server in
                let environment = CheckEnvironment(
                    authorityPEM: authority.pem, addresses: { _ in ["127.0.0.1"] },
                    identity: { try files.read($0) }, commandRunner: CheckEnvironment.runNothing)
                let runner = CheckRunner(environment: environment, group: MultiThreadedEventLoopGroup.singleton)
                for connections in [1, 1, 2, 2] {
                    if connections == 2 { files.identity.withLock { $0 = renewed } }
                    let result = await runner.run([Self.check(server.port)])[0]
                    #expect(result.passed, "\(result.mismatches)")
                    #expect(server.connections == connections)
                }
                #expect(Set(files.readings.withLock { $0 }) == ["laptop"])

                files.identity.withLock { $0 = nil }
                let missing = await runner.run([Self.check(server.port)])[0]
                #expect(!missing.passed)
                #expect(
                    missing.exchange?.failureDetail?.contains("certificate laptop cannot be read: no such file")
                        == true)
                await runner.shutdown()
            }
        }
    }
}
