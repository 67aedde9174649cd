import NIOCore
import NIOEmbedded
import NIOHTTP1
import StackModel
import TLS
import Testing

@testable import Checking

/// The handler in virtual time.
@Suite struct ExchangeHandlerTests {
    private struct Bench {
        let channel = EmbeddedChannel()
        let opened: EventLoopFuture<ConnectionFacts>
        let openDeadline = NIODeadline.uptimeNanoseconds(5_000_000_000)

        init(isSecure: Bool = false) throws {
            let promise = channel.eventLoop.makePromise(of: ConnectionFacts.self)
            opened = promise.futureResult
            let plan = ConnectionPlan(
                isSecure: isSecure, soughtAt: .uptimeNanoseconds(0), startedAt: .uptimeNanoseconds(0),
                deadline: openDeadline, timeout: .seconds(5))
            let onset = OnsetObserver()
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(onset)
            try pipeline.addHandler(HTTPRequestEncoder())
            try pipeline.addHandler(ResponseDecoding.makeHandler())
            try pipeline.addHandler(
                ExchangeHandler(plan: plan, onset: onset, opened: promise, ended: channel.eventLoop.makePromise()))
        }

        func connect() throws { try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait() }

        func send() -> EventLoopFuture<HTTPResponse> {
            let promise = channel.eventLoop.makePromise(of: HTTPResponse.self)
            let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
            let task = ExchangeTask(
                head: head, body: nil, deadline: .uptimeNanoseconds(9_000_000_000), timeout: .seconds(9),
                promise: promise)
            channel.writeAndFlush(task, promise: nil)
            return promise.futureResult
        }

        func receive(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        static func failure<Value: Sendable>(of future: EventLoopFuture<Value>) -> ExchangeFailure? {
            do {
                _ = try future.wait()
                return nil
            } catch {
                return error as? ExchangeFailure
            }
        }
    }

    @Test(arguments: [
        ([], "connected, but no byte of a response came within 9s", false),
        (["HTTP/1.1 "], "the response's head was not complete within 9s", true),
        (
            ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "ab"],
            "the response was not complete within 9s; 2 bytes of its body came", true
        ),
    ])
    func `a time-out says how far the answer came`(pieces: [String], words: String, sawResponse: Bool) throws {
        let bench = try Bench()
        try bench.connect()
        let response = bench.send()
        for piece in pieces { try bench.receive(piece) }
        bench.channel.embeddedEventLoop.advanceTime(to: .uptimeNanoseconds(8_999_999_999))
        #expect(bench.channel.isActive)
        bench.channel.embeddedEventLoop.advanceTime(to: .uptimeNanoseconds(9_000_000_000))
        let failure = try #require(Bench.failure(of: response))
        #expect(failure.cause == .reason(.timeout))
        #expect(failure.detail == words)
        #expect(failure.sawResponse == sawResponse)
        #expect(failure.response?.body.count == (pieces.count == 2 ? 2 : nil))
        #expect(!bench.channel.isActive)
    }

    @Test func `an exchange that is complete leaves no time-out behind`() throws {
        let bench = try Bench()
        try bench.connect()
        let response = bench.send()
        try bench.receive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(try response.wait().keepsAlive)
        bench.channel.embeddedEventLoop.advanceTime(to: .uptimeNanoseconds(60_000_000_000))
        #expect(bench.channel.isActive)
        _ = try bench.channel.finish()
    }

    @Test func `a connection that is not accepted in time fails to open`() throws {
        let bench = try Bench()
        bench.channel.embeddedEventLoop.advanceTime(to: bench.openDeadline)
        let failure = try #require(Bench.failure(of: bench.opened))
        #expect(failure.cause == .reason(.timeout))
        #expect(failure.detail == "the connection was not accepted within 5s")
    }

    @Test func `a handshake that does not end in time fails to open`() throws {
        let bench = try Bench(isSecure: true)
        try bench.connect()
        bench.channel.embeddedEventLoop.advanceTime(to: bench.openDeadline)
        let failure = try #require(Bench.failure(of: bench.opened))
        #expect(failure.cause == .reason(.timeout))
        #expect(failure.detail == "the TLS handshake did not end within 5s")
        #expect(failure.facts.remoteAddress == "127.0.0.1:1")
    }

    @Test func `the end without close_notify is closed before a response, and truncated in one`() throws {
        for (piece, reason) in [("", FailureReason.closed), ("HTTP/1.1 200 OK\r\n\r\nab", .truncated)] {
            let bench = try Bench(isSecure: true)
            try bench.connect()
            bench.channel.pipeline.fireUserInboundEventTriggered(
                TLSHandshakeCompleted(version: "TLSv1.3", applicationProtocol: nil, chain: []))
            #expect(try bench.opened.wait().tlsVersion == "TLSv1.3")
            let response = bench.send()
            if !piece.isEmpty { try bench.receive(piece) }
            bench.channel.pipeline.fireErrorCaught(TLSFailure(.truncated, detail: "unexpected eof while reading (294)"))
            #expect(Bench.failure(of: response)?.cause == .reason(reason))
            #expect(Bench.failure(of: response)?.detail == "unexpected eof while reading (294)")
        }
    }
}
