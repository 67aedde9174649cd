import NIOCore
import NIOEmbedded
import StackModel
import Testing

@testable import TLS

@Suite struct HandshakeTests {
    @Test(arguments: TLSVersion.allCases)
    func `both ends tell what was agreed on`(version: TLSVersion) throws {
        let pair = try Pair(version)
        try pair.handshake()
        for end in [pair.client, pair.server] {
            #expect(end.recorder.handshakes.map(\.version) == ["TLSv\(version.rawValue)"])
            #expect(end.recorder.handshakes.map(\.applicationProtocol) == ["http/1.1"])
            #expect(end.recorder.failures.isEmpty)
        }
        let chain = try #require(pair.client.recorder.handshakes.first?.chain)
        #expect(chain.map(\.subject) == ["CN=leaf"])
        #expect(chain.map(\.issuer) == ["CN=test authority"])
        #expect(chain.map(\.names) == [["localhost", "127.0.0.1", "::1"]])
        #expect(chain.allSatisfy { $0.notAfter - $0.notBefore == 90_000 && !$0.serial.isEmpty })
        #expect(pair.server.recorder.handshakes.map(\.chain) == [[]])
    }

    @Test(arguments: TLSVersion.allCases)
    func `bytes may come one at a time`(version: TLSVersion) throws {
        let pair = try Pair(version)
        try pair.handshake(chunk: { 1 })
        pair.client.write("hello")
        pair.server.write("good day")
        try pair.shuttle(chunk: { 1 })
        #expect(pair.server.recorder.text == "hello")
        #expect(pair.client.recorder.text == "good day")
    }

    @Test func `what is written before the handshake is sent after it`() throws {
        let pair = try Pair()
        pair.connect()
        pair.client.write("early")
        pair.server.write("bird")
        try pair.shuttle()
        #expect(pair.server.recorder.text == "early")
        #expect(pair.client.recorder.text == "bird")
    }

    @Test(arguments: [
        ("127.0.0.1", "IP:127.0.0.1", nil), ("::1", "IP:::1", nil), ("localhost", "DNS:localhost", nil),
        ("LOCALHOST", "DNS:localhost", nil), ("localhost.", "DNS:localhost", nil),
        ("a.api.test", "DNS:*.api.test", nil), ("a.b.api.test", "DNS:*.api.test", FailureReason.wrongHost),
        ("ab.api.test", "DNS:a*.api.test", .wrongHost), ("127.0.0.1", "DNS:127.0.0.1", .wrongHost),
        ("localhost", "IP:127.0.0.1", .wrongHost), ("127.0.0.2", "IP:127.0.0.1,DNS:localhost", .wrongHost),
        ("other.localhost", "DNS:localhost,IP:127.0.0.1", .wrongHost), ("", "DNS:localhost", .wrongHost),
    ])
    func `a certificate is for its names only`(host: String, names: String, expected: FailureReason?) throws {
        let world = try World(leaf: Recipe().with(\.names, names))
        let pair = try Pair(client: world.client(), host: host, source: Identities(world.identity()))
        try pair.handshake()
        #expect(pair.client.recorder.failures.map(\.reason) == (expected.map { [$0] } ?? []))
        #expect(pair.client.recorder.handshakes.count == (expected == nil ? 1 : 0))
    }

    @Test func `an address is not sent as a server name`() throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity())
        let pair = try Pair(client: world.client(), host: "127.0.0.1", source: source)
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.count == 1)
        #expect(source.asked == [nil])
    }

    @Test(arguments: TLSVersion.allCases)
    func `the server name chooses the identity`(version: TLSVersion) throws {
        let world = try World.usual.get()
        let other = try Credentials(Recipe(subject: "other", names: "DNS:api.test"), by: world.authority)
        let source = try Identities(world.identity(), byName: ["api.test": other.identity()])
        let client = try world.client(minimumVersion: version, maximumVersion: version)
        for (host, subject) in [("API.test", "CN=other"), ("localhost", "CN=leaf")] {
            let pair = try Pair(client: client, host: host, source: source)
            try pair.handshake()
            #expect(pair.client.recorder.handshakes.first?.chain.map(\.subject) == [subject])
        }
        #expect(source.asked == [nil, "api.test", nil, "localhost"])
    }

    @Test func `a renewed identity serves the next handshake and leaves old connections alone`() throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity())
        let old = try Pair(client: world.client(), source: source)
        try old.handshake()
        source.replace(with: try Credentials(Recipe(subject: "renewed"), by: world.authority).identity())
        let new = try Pair(client: world.client(), source: source)
        try new.handshake()
        #expect(new.client.recorder.handshakes.first?.chain.map(\.subject) == ["CN=renewed"])
        old.client.write("still here")
        try old.shuttle()
        #expect(old.server.recorder.text == "still here")
    }

    @Test func `a client waits for an identity that is being made`() throws {
        let world = try World.usual.get()
        let source = try UnreadyIdentity(world.identity())
        let pair = try Pair(client: world.client(), source: source)
        try pair.handshake(chunk: { 100 })
        #expect(pair.client.recorder.story.isEmpty)
        #expect(source.waiting == 1)
        source.becomeReady()
        try pair.shuttle()
        #expect(pair.client.recorder.handshakes.count == 1)
        pair.client.write("hello")
        try pair.shuttle()
        #expect(pair.server.recorder.text == "hello")
    }

    @Test func `a client that does not wait for an identity is forgotten`() throws {
        let world = try World.usual.get()
        let source = try UnreadyIdentity(world.identity())
        let pair = try Pair(client: world.client(), source: source)
        try pair.handshake()
        pair.server.wire.drop()
        source.becomeReady()
        try pair.shuttle()
        #expect(pair.server.recorder.failures.isEmpty)
        #expect(pair.server.recorder.isInactive)
    }

    @Test func `what is no ClientHello is not kept while an identity is waited for`() throws {
        let world = try World.usual.get()
        let source = try UnreadyIdentity(world.identity())
        let pair = try Pair(client: world.client(), source: source)
        try pair.handshake()
        for _ in 0..<3 { pair.server.receive(String(repeating: "x", count: 30_000)) }
        #expect(pair.server.recorder.failures.map(\.reason) == [.badResponse])
        source.becomeReady()
        try pair.shuttle()
        #expect(pair.server.recorder.failures.count == 1)
    }

    @Test func `ALPN takes the server's first that the client offers`() throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity(applicationProtocols: ["h2", "http/1.1"]))
        let pair = try Pair(client: world.client(applicationProtocols: ["http/1.1", "h2"]), source: source)
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.map(\.applicationProtocol) == ["h2"])
        #expect(pair.server.recorder.handshakes.map(\.applicationProtocol) == ["h2"])
    }

    @Test func `a client that offers no protocol is served, one that offers only others is not`() throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity())
        let silent = try Pair(client: world.client(applicationProtocols: []), source: source)
        try silent.handshake()
        #expect(silent.client.recorder.handshakes.map(\.applicationProtocol) == [nil])
        let other = try Pair(client: world.client(applicationProtocols: ["h3"]), source: source)
        try other.handshake()
        #expect(other.client.recorder.failures.map(\.reason) == [.badResponse])
        #expect(other.client.recorder.failures.first?.detail.contains("(120)") == true)
    }
}
