import COpenSSL
import NIOCore
import NIOEmbedded
import StackModel
import Testing

@testable import TLS

@Suite struct HostilePeerTests {
    @Test func `a handshake that stalls times out, on both ends`() throws {
        let pair = try Pair(
            client: World.usual.get().client(), source: Identities(World.usual.get().identity()),
            timeout: .milliseconds(300))
        pair.connect()
        let hello = try pair.client.sent()
        pair.server.receive(try #require(hello.getSlice(at: 0, length: 20)))
        for end in [pair.client, pair.server] {
            end.channel.embeddedEventLoop.advanceTime(by: .milliseconds(299))
            #expect(end.recorder.story == [])
            end.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
            #expect(end.recorder.story == ["timeout", "inactive"])
            #expect(end.recorder.failures.first?.detail == "no TLS handshake within 300 ms")
        }
    }

    @Test func `a client that says nothing at all times out`() throws {
        let pair = try Pair()
        pair.server.connect()
        pair.server.channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(pair.server.recorder.story == ["timeout", "inactive"])
    }

    @Test func `a finished handshake does not time out`() throws {
        let pair = try Pair()
        try pair.handshake()
        for end in [pair.client, pair.server] {
            end.channel.embeddedEventLoop.advanceTime(by: .hours(1))
            #expect(end.recorder.story == ["handshake"])
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", "PUT /", "SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0\0\0\0\0",
        "220 mail\r\n",
        "\u{80}\u{80}\u{80}\u{80}",
    ])
    func `who speaks another protocol is told apart, on both ends`(words: String) throws {
        let pair = try Pair()
        pair.connect()
        for end in [pair.client, pair.server] {
            end.receive(words)
            if end.channel.isActive { end.wire.drop() }
            #expect(end.recorder.story == ["not_tls", "inactive"])
        }
    }

    @Test func `a few bytes of another protocol, and the end`() throws {
        let pair = try Pair()
        pair.connect()
        pair.client.receive("OK")
        #expect(pair.client.recorder.story == [])
        pair.client.wire.drop()
        #expect(pair.client.recorder.story == ["not_tls", "inactive"])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `garbage in place of the handshake never harms`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pair = try Pair()
        pair.connect()
        for end in [pair.client, pair.server] {
            // Half of it in the shape of a handshake's record.
            let length = Int.random(in: 1...2_000, using: &random)
            let header: [UInt8] = [22, 3, 3, UInt8(length >> 8), UInt8(length & 255)]
            end.receive(ByteBuffer(bytes: (seed % 2 == 0 ? header : []) + random.bytes(length)))
            if end.channel.isActive { end.wire.drop() }
            #expect(end.recorder.failures.count == 1)
            #expect(end.recorder.story.last == "inactive")
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `a flipped bit anywhere in the stream ends it, before anything false is delivered`(version: TLSVersion) throws
    {
        var random = SplitMix(seed: 7)
        for _ in 0..<40 {
            let pair = try Pair(version)
            try pair.handshake()
            pair.server.write("true")
            var record = try pair.server.sent()
            let place = Int.random(in: 0..<record.readableBytes, using: &random)
            let byte: UInt8 = try #require(record.getInteger(at: place))
            record.setInteger(byte ^ (1 << UInt8.random(in: 0..<8, using: &random)), at: place)
            pair.client.receive(record)
            // A length that was made longer waits for more.
            if pair.client.channel.isActive { pair.client.wire.drop() }
            #expect(pair.client.recorder.received.readableBytes == 0)
            #expect(pair.client.recorder.failures.count == 1)
        }
    }

    @Test func `a peer that asks for answers and reads none is left`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.server.setWritable(false)
        let session = try #require(pair.client.tls.session)
        var updates = 0
        while pair.server.channel.isActive, updates < 10_000 {
            updates += 1
            #expect(SSL_key_update(session.ssl, SSL_KEY_UPDATE_REQUESTED) == 1)
            pair.client.write("?")
            pair.server.receive(try pair.client.sent())
        }
        #expect(pair.server.recorder.failures.map(\.reason) == [.badResponse])
        #expect(try pair.server.sent().readableBytes < 70_000)
    }

    @Test func `nobody can renegotiate`() throws {
        let pair = try Pair(.tls12)
        try pair.handshake()
        let session = try #require(pair.client.tls.session)
        #expect(SSL_renegotiate(session.ssl) == 0)
        pair.client.write("go on")
        try pair.shuttle()
        #expect(pair.server.recorder.text == "go on")
    }

    @Test func `versions that do not meet are told, on both ends`() throws {
        let world = try World.usual.get()
        let server = try Pair.End(TLSServerHandler(source: Identities(world.identity())))
        server.connect()
        // A ClientHello of TLS 1.1 without any extension.
        var hello = ByteBuffer(bytes: [22, 3, 1, 0, 47, 1, 0, 0, 43, 3, 2] + [UInt8](repeating: 5, count: 32))
        hello.writeBytes([0, 0, 4, 0xC0, 0x13, 0, 0x2F, 1, 0] as [UInt8])
        hello.setInteger(UInt16(hello.readableBytes - 5), at: 3)
        hello.setInteger(UInt16(hello.readableBytes - 9), at: 7)
        server.receive(hello)
        #expect(server.recorder.failures.map(\.reason) == [.protocolVersion])
        let client = try Pair.End(TLSClientHandler(context: world.client(), host: "localhost"))
        client.connect()
        client.receive(try server.sent())
        #expect(client.recorder.failures.map(\.reason) == [.protocolVersion])
        #expect(client.recorder.failures.first?.detail == "the peer sent the alert \"protocol version\" (70)")
    }
}
