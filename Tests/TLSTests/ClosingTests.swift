import NIOCore
import NIOEmbedded
import StackModel
import Testing

@testable import TLS

@Suite struct ClosingTests {
    @Test(arguments: TLSVersion.allCases)
    func `close_notify is a clean end, either way`(version: TLSVersion) throws {
        for isClientFirst in [true, false] {
            let pair = try Pair(version)
            try pair.handshake()
            let (leaver, other) = isClientFirst ? (pair.client, pair.server) : (pair.server, pair.client)
            leaver.write("bye")
            leaver.channel.close(promise: nil)
            try pair.shuttle()
            #expect(other.recorder.story == ["handshake", "read", "read complete", "inactive"])
            #expect(leaver.recorder.story == ["handshake", "inactive"])
            #expect(!other.channel.isActive)
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `a server that leaves without close_notify has cut off the client`(version: TLSVersion) throws {
        let pair = try Pair(version)
        try pair.handshake()
        pair.server.write("half of")
        try pair.shuttle()
        pair.client.wire.drop()
        #expect(pair.client.recorder.story == ["handshake", "read", "read complete", "truncated", "inactive"])
        let failure = try #require(pair.client.recorder.failures.first)
        #expect(failure.detail == "unexpected eof while reading (294)")
        #expect(failure.chain.count == 1)
    }

    @Test func `a record of which a part is missing is not delivered`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.server.write("all or nothing")
        let record = try pair.server.sent()
        pair.client.receive(try #require(record.getSlice(at: 0, length: record.readableBytes - 1)))
        pair.client.wire.drop()
        #expect(pair.client.recorder.story == ["handshake", "truncated", "inactive"])
    }

    @Test func `a client that leaves without close_notify is no failure of the server's`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.server.wire.drop()
        #expect(pair.server.recorder.story == ["handshake", "inactive"])
    }

    @Test(arguments: TLSVersion.allCases)
    func `an end in any step of the handshake is closed`(version: TLSVersion) throws {
        // As many bytes of what the server says as there are, cut off after each.
        for count in stride(from: 0, to: 1_200, by: 97) {
            let pair = try Pair(version)
            pair.connect()
            pair.server.receive(try pair.client.sent())
            let flight = try pair.server.sent()
            guard count < flight.readableBytes else { break }
            if let part = flight.getSlice(at: 0, length: count), count > 0 { pair.client.receive(part) }
            pair.client.wire.drop()
            #expect(pair.client.recorder.story.prefix(2) == ["closed", "inactive"])
        }
    }

    @Test func `a client that connects and says nothing is no failure, one that stops midway is`() throws {
        let silent = try Pair()
        silent.connect()
        silent.server.wire.drop()
        #expect(silent.server.recorder.story == ["inactive"])
        let midway = try Pair()
        midway.connect()
        let hello = try midway.client.sent()
        midway.server.receive(try #require(hello.getSlice(at: 0, length: 100)))
        midway.server.wire.drop()
        #expect(midway.server.recorder.story == ["closed", "inactive"])
    }

    @Test func `a reset is a reset, before the handshake's end and after it`() throws {
        let early = try Pair()
        early.connect()
        early.client.wire.reset()
        #expect(early.client.recorder.story == ["reset", "inactive"])
        #expect(early.client.recorder.failures.first?.detail == "Connection reset by peer (104)")
        let late = try Pair()
        try late.handshake()
        late.client.wire.reset()
        #expect(late.client.recorder.story == ["handshake", "reset", "inactive"])
    }

    @Test func `with half-closure the end of input leaves output open`() throws {
        let pair = try Pair()
        try pair.handshake()
        try pair.server.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        pair.client.write("that was all")
        pair.client.channel.close(mode: .output, promise: nil)
        #expect(pair.client.wire.isOutputClosed)
        try pair.shuttle()
        pair.server.wire.closeInput()
        #expect(pair.server.recorder.story == ["handshake", "read", "read complete", "input closed"])
        pair.server.write("an answer")
        try pair.shuttle()
        #expect(pair.client.recorder.text == "an answer")
        pair.server.channel.close(promise: nil)
        try pair.shuttle()
        #expect(pair.client.recorder.failures.isEmpty)
        #expect(pair.client.recorder.isInactive)
    }

    @Test func `with half-closure the client still sees that close_notify is missing`() throws {
        let pair = try Pair()
        try pair.handshake()
        try pair.client.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        pair.client.wire.closeInput()
        #expect(pair.client.recorder.failures.map(\.reason) == [.truncated])
        #expect(!pair.client.channel.isActive)
    }

    @Test func `closing the output waits until everything before it is written`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.client.setWritable(false)
        pair.client.channel.write(ByteBuffer(repeating: 1, count: 100_000), promise: nil)
        pair.client.channel.close(mode: .output, promise: nil)
        #expect(!pair.client.wire.isOutputClosed)
        #expect(throws: ChannelError.outputClosed) {
            try pair.client.channel.writeAndFlush(ByteBuffer(string: "late")).wait()
        }
        pair.client.setWritable(true)
        #expect(pair.client.wire.isOutputClosed)
        try pair.shuttle()
        #expect(pair.server.recorder.received.readableBytes == 100_000)
        #expect(pair.server.recorder.isInactive)
    }

    @Test func `closing fails what was not written, in order`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.client.setWritable(false)
        var failed: [Int] = []
        for index in 0..<3 {
            let promise = pair.client.channel.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenFailure { error in
                #expect(error as? ChannelError == .ioOnClosedChannel)
                failed.append(index)
            }
            pair.client.channel.write(ByteBuffer(string: "lost"), promise: promise)
            if index == 1 { pair.client.channel.flush() }
        }
        pair.client.channel.close(promise: nil)
        #expect(failed == [0, 1, 2])
        #expect(throws: ChannelError.ioOnClosedChannel) {
            try pair.client.channel.writeAndFlush(ByteBuffer(string: "late")).wait()
        }
    }

    @Test func `who is told that a write failed may close, and write again`() throws {
        let pair = try Pair()
        try pair.handshake()
        pair.client.setWritable(false)
        let channel = pair.client.channel
        var told = 0
        for _ in 0..<2 {
            let promise = channel.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenFailure { _ in
                told += 1
                channel.writeAndFlush(ByteBuffer(string: "again"), promise: nil)
                channel.close(promise: nil)
            }
            channel.writeAndFlush(ByteBuffer(string: "lost"), promise: promise)
        }
        pair.client.wire.drop()
        #expect(told == 2)
        #expect(pair.client.recorder.story == ["handshake", "truncated", "inactive"])
    }

    @Test func `closing in the midst of the handshake is quiet`() throws {
        let pair = try Pair()
        pair.connect()
        pair.client.channel.close(promise: nil)
        #expect(pair.client.recorder.story == ["inactive"])
    }

    @Test func `a handler above that closes at a read gets nothing after it`() throws {
        let pair = try Pair()
        try pair.handshake()
        try pair.client.channel.pipeline.syncOperations.addHandler(Leaver())
        pair.server.write("go")
        pair.server.channel.close(promise: nil)
        try pair.shuttle()
        #expect(pair.client.recorder.failures.isEmpty)
        #expect(!pair.client.channel.isActive)
    }
}

/// Closes the channel at the first byte.
private final class Leaver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.close(promise: nil) }
}
