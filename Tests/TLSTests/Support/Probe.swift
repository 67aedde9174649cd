import NIOCore
import NIOPosix

@testable import TLS

/// A TLS client's connection over a socket, told from its beginning to its end.
struct Probe: Sendable {
    var handshake: TLSHandshakeCompleted?
    var failure: TLSFailure?
    var received = ByteBuffer()

    var text: String { String(buffer: received) }

    /// Connects to a port of 127.0.0.1, sends, and reads to the end, or until as many bytes have come as are wanted.
    init(
        port: Int, host: String = "localhost", context: TLSClientContext, send bytes: ByteBuffer = ByteBuffer(),
        wanted: Int = .max, timeout: TimeAmount = .seconds(10)
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.any().makePromise(of: Probe.self)
        let connected = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        TLSClientHandler(context: context, host: host, handshakeTimeout: timeout),
                        Teller(promise: promise, wanted: wanted, bytes: bytes),
                    ])
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self = try await promise.futureResult.get()
        try? await connected.close()
    }

    private init() {}

    private final class Teller: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let promise: EventLoopPromise<Probe>
        let wanted: Int
        let bytes: ByteBuffer
        var probe = Probe()

        init(promise: EventLoopPromise<Probe>, wanted: Int, bytes: ByteBuffer) {
            self.promise = promise
            self.wanted = wanted
            self.bytes = bytes
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard let handshake = event as? TLSHandshakeCompleted else { return }
            probe.handshake = handshake
            if bytes.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }
            if wanted == 0 { context.close(promise: nil) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            probe.received.writeImmutableBuffer(unwrapInboundIn(data))
            if probe.received.readableBytes >= wanted { context.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            probe.failure = error as? TLSFailure
        }

        func channelInactive(context: ChannelHandlerContext) { promise.succeed(probe) }
    }
}
