import COpenSSL
import NIOCore
import NIOEmbedded
import StackModel
import Testing

@testable import TLS

@Suite struct TransferTests {
    @Test(arguments: TLSVersion.allCases, [1, 2, 3] as [UInt64])
    func `random writes in random pieces arrive as they were`(version: TLSVersion, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pair = try Pair(version)
        try pair.handshake(chunk: { Int.random(in: 1...700, using: &random) })
        var toServer = ByteBuffer()
        var toClient = ByteBuffer()
        for _ in 0..<30 {
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let most = random.element(of: [20, 2_000, 16_384, 40_000])
                let length = Int.random(in: 0...most, using: &random)
                let bytes = random.bytes(length)
                if Bool.random(using: &random) {
                    toServer.writeBytes(bytes)
                    pair.client.channel.write(ByteBuffer(bytes: bytes), promise: nil)
                } else {
                    toClient.writeBytes(bytes)
                    pair.server.channel.write(ByteBuffer(bytes: bytes), promise: nil)
                }
            }
            if Bool.random(using: &random) { pair.client.channel.flush() }
            if Bool.random(using: &random) { pair.server.channel.flush() }
            if Int.random(in: 0..<10, using: &random) == 0, version == .tls13 { try updateKeys(pair, &random) }
            let limit = random.element(of: [1, 50, 5_000, 100_000])
            try pair.shuttle(chunk: { Int.random(in: 1...limit, using: &random) })
        }
        pair.client.channel.flush()
        pair.server.channel.flush()
        try pair.shuttle()
        #expect(pair.server.recorder.received == toServer)
        #expect(pair.client.recorder.received == toClient)
        #expect(pair.client.recorder.failures.isEmpty && pair.server.recorder.failures.isEmpty)
    }

    @Test func `either end may change its keys, and ask for the other's`() throws {
        let pair = try Pair()
        try pair.handshake()
        for end in [pair.client, pair.server] {
            let session = try #require(end.tls.session)
            for kind in [SSL_KEY_UPDATE_NOT_REQUESTED, SSL_KEY_UPDATE_REQUESTED] {
                #expect(SSL_key_update(session.ssl, kind) == 1)
                pair.client.write("ping")
                pair.server.write("pong")
                try pair.shuttle()
            }
        }
        #expect(pair.server.recorder.text == String(repeating: "ping", count: 4))
        #expect(pair.client.recorder.text == String(repeating: "pong", count: 4))
    }

    @Test func `small writes of one flush share a record, and a write to the channel`() throws {
        let pair = try Pair()
        try pair.handshake()
        let flushes = pair.server.wire.flushes
        pair.server.channel.write(ByteBuffer(string: "head"), promise: nil)
        pair.server.channel.write(ByteBuffer(string: "body"), promise: nil)
        pair.server.channel.write(ByteBuffer(), promise: nil)
        pair.server.channel.flush()
        #expect(pair.server.wire.flushes == flushes + 1)
        // Five bytes of header, one of the content's type, sixteen of the tag (RFC 8446, section 5.2).
        #expect(try pair.server.sent().readableBytes == 8 + 22)
    }

    @Test func `a large write is encrypted in full records, a few to a write`() throws {
        let pair = try Pair()
        try pair.handshake()
        let flushes = pair.server.wire.flushes
        let count = 1 << 20
        pair.server.channel.writeAndFlush(ByteBuffer(repeating: 7, count: count), promise: nil)
        #expect(pair.server.wire.flushes == flushes + 16)
        #expect(try pair.server.sent().readableBytes == count + count / 16_384 * 22)
    }

    @Test func `reading gives one piece for what came together`() throws {
        let pair = try Pair()
        try pair.handshake()
        let recorder = pair.client.recorder
        (recorder.reads, recorder.readCompletes) = (0, 0)
        for _ in 0..<3 { pair.server.write("abc") }
        pair.client.receive(try pair.server.sent())
        #expect(recorder.text == "abcabcabc")
        #expect(recorder.reads == 1)
        #expect(recorder.readCompletes == 1)
    }

    @Test func `whoever waits for bytes does not wait for ever when a record comes in parts`() throws {
        let pair = try Pair()
        try pair.handshake()
        try pair.client.channel.syncOptions?.setOption(.autoRead, value: false)
        pair.server.write("whole")
        var record = try pair.server.sent()
        guard let part = record.readSlice(length: 9) else {
            Issue.record("no record")
            return
        }
        pair.client.channel.read()
        let reads = pair.client.wire.reads
        pair.client.receive(part)
        #expect(pair.client.wire.reads == reads + 1)
        #expect(pair.client.recorder.readCompletes == 0)
        pair.client.receive(record)
        #expect(pair.client.wire.reads == reads + 1)
        #expect(pair.client.recorder.readCompletes == 1)
    }

    @Test func `a peer that does not read leaves what is written for it unencrypted`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.server.setWritable(false)
        let count = 1 << 20
        for _ in 0..<4 { pair.server.channel.writeAndFlush(ByteBuffer(repeating: 1, count: count), promise: nil) }
        #expect(try pair.server.sent().readableBytes == 0)
        #expect(pair.server.tls.pending.byteCount == 4 * count)
        #expect(pair.server.tls.session?.transport.unsentBytes == 0)
        pair.server.setWritable(true)
        try pair.shuttle()
        #expect(pair.client.recorder.received.readableBytes == 4 * count)
        #expect(pair.server.tls.pending.byteCount == 0)
    }

    @Test func `a channel that fills up gets one batch at a time`() throws {
        let pair = try Pair()
        let gate = Gate()
        try pair.handshake()
        try pair.server.channel.pipeline.syncOperations.addHandler(gate, position: .first)
        gate.channel = pair.server.channel
        pair.server.channel.writeAndFlush(ByteBuffer(repeating: 1, count: 200_000), promise: nil)
        #expect(pair.server.tls.pending.byteCount == 200_000 - 65_536)
        pair.server.setWritable(true)
        #expect(pair.server.tls.pending.byteCount == 200_000 - 2 * 65_536)
    }

    @Test func `promises are kept in order, and only when their last byte was written`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.server.setWritable(false)
        var kept: [Int] = []
        for (index, count) in [10, 0, 100_000, 3, 0, 20_000].enumerated() {
            let promise = pair.server.channel.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenSuccess { kept.append(index) }
            pair.server.channel.write(ByteBuffer(repeating: 0, count: count), promise: promise)
        }
        pair.server.channel.flush()
        #expect(kept == [])
        pair.server.setWritable(true)
        #expect(kept == [0, 1, 2, 3, 4, 5])
    }

    @Test func `what is not flushed is not sent`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.client.channel.write(ByteBuffer(string: "later"), promise: nil)
        pair.client.setWritable(false)
        pair.client.setWritable(true)
        #expect(try pair.client.sent().readableBytes == 0)
        pair.client.channel.flush()
        try pair.shuttle()
        #expect(pair.server.recorder.text == "later")
    }
}

/// Closes the channel for further writes at each flush, as a full socket would.
private final class Gate: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    var channel: EmbeddedChannel?

    func flush(context: ChannelHandlerContext) {
        context.flush()
        channel?.isWritable = false
    }
}

/// Lets both ends change their keys at random.
private func updateKeys(_ pair: Pair, _ random: inout SplitMix) throws {
    for end in [pair.client, pair.server] where Bool.random(using: &random) {
        let session = try #require(end.tls.session)
        // One that is under way must have been sent before the next.
        guard SSL_is_init_finished(session.ssl) == 1 else { continue }
        let isAsking = Bool.random(using: &random)
        #expect(SSL_key_update(session.ssl, isAsking ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED) == 1)
    }
}
