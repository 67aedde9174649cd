import NIOCore
import NIOPosix
import Synchronization

@testable import TLS

/// A TLS server on a port of its own at 127.0.0.1.
struct Listener: Sendable {
    let channel: any Channel
    let notes = Notes()

    var port: Int { channel.localAddress?.port ?? 0 }

    /// What its connections came to.
    final class Notes: Sendable {
        private let state = Mutex<[TLSFailure]>([])
        private let news = AsyncStream.makeStream(of: TLSFailure.self)

        var failures: [TLSFailure] { state.withLock { $0 } }

        /// The next one, waited for.
        func failure() async -> TLSFailure? { await news.stream.first { _ in true } }

        /// What a connection holds back once its socket takes no more.
        struct Stall: Sendable {
            var plaintext: Int
            var ciphertext: Int
        }

        private let stalls = AsyncStream.makeStream(of: Stall.self)

        func stall() async throws -> Stall {
            guard let stall = await stalls.stream.first(where: { _ in true }) else { throw CancellationError() }
            return stall
        }

        func add(_ stall: Stall) { stalls.continuation.yield(stall) }

        func add(_ failure: TLSFailure) {
            state.withLock { $0.append(failure) }
            news.continuation.yield(failure)
        }
    }

    /// What it does with what it is sent.
    enum Service: Sendable {
        /// Gives it back.
        case echo
        /// Answers each request with a page that says hello.
        case http
        /// Sends so many bytes at once, then closes.
        case flood(bytes: Int)
    }

    static func with<Result>(
        _ source: any TLSIdentitySource, _ service: Service = .echo, timeout: TimeAmount = .seconds(10),
        _ body: (Listener) async throws -> Result
    ) async throws -> Result {
        let listener = try await Listener(source, service, timeout)
        do {
            let result = try await body(listener)
            try await listener.channel.close()
            return result
        } catch {
            try? await listener.channel.close()
            throw error
        }
    }

    private init(_ source: any TLSIdentitySource, _ service: Service, _ timeout: TimeAmount) async throws {
        let notes = notes
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        TLSServerHandler(source: source, handshakeTimeout: timeout),
                        Conversation(service: service, notes: notes),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let service: Service
        let notes: Notes
        var request = ByteBuffer()

        init(service: Service, notes: Notes) {
            self.service = service
            self.notes = notes
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch service {
            case .echo:
                context.write(data, promise: nil)
            case .http:
                request.writeImmutableBuffer(unwrapInboundIn(data))
                guard request.readableBytesView.suffix(4).elementsEqual("\r\n\r\n".utf8) else { return }
                request.clear()
                let page = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nhello\n"
                context.write(wrapOutboundOut(ByteBuffer(string: page)), promise: nil)
            case .flood:
                break
            }
        }

        func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard event is TLSHandshakeCompleted, case .flood(let count) = service else { return }
            let bytes = ByteBuffer(bytes: Pattern.bytes(count))
            context.writeAndFlush(wrapOutboundOut(bytes)).assumeIsolated().whenComplete { _ in
                context.close(promise: nil)
            }
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            guard !context.channel.isWritable, case .flood = service else { return }
            // In the next turn, when the socket has been given all that it takes.
            context.eventLoop.assumeIsolated().execute { [notes] in
                guard !context.channel.isWritable, let channel = context.channel.syncOptions,
                    let tls = try? context.pipeline.syncOperations.handler(type: TLSServerHandler.self),
                    let buffered = try? channel.getOption(.bufferedWritableBytes)
                else { return }
                notes.add(
                    Notes.Stall(
                        plaintext: tls.pending.byteCount,
                        ciphertext: buffered + (tls.session?.transport.unsentBytes ?? 0)))
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let failure = error as? TLSFailure { notes.add(failure) }
        }
    }
}
