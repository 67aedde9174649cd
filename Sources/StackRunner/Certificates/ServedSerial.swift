import NIOCore
import NIOPosix
internal import StackModel
import TLS

/// The certificate that a port serves now, asked for by one handshake.
struct ServedSerial: Sendable, Equatable {
    /// Hexadecimal, in lower case; `nil` when nothing that speaks TLS answered.
    var serial: String?
    /// Why a client that trusts the stack's authority refuses it; `nil` if it does not.
    var failure: String?

    /// Makes a handshake as a client that trusts this authority alone, and leaves.
    ///
    /// - Parameters:
    ///   - address: an IP address.
    ///   - host: a name that the certificate is for.
    ///   - identity: shown to a server that asks for it.
    static func ask(
        address: String, port: UInt16, host: String, authorityPEM: [UInt8], identity: ClientIdentity?
    ) async -> ServedSerial {
        let group = MultiThreadedEventLoopGroup.singleton
        let answer = group.any().makePromise(of: ServedSerial.self)
        do {
            let context = try TLSClientContext(trust: .authority(pem: authorityPEM), certificate: identity)
            _ = try await ClientBootstrap(group: group)
                .connectTimeout(.seconds(5))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            TLSClientHandler(context: context, host: host, handshakeTimeout: .seconds(5)),
                            Listener(answer: answer),
                        ])
                    }
                }
                .connect(host: address, port: Int(port)).get()
        } catch {
            answer.succeed(ServedSerial())
        }
        return (try? await answer.futureResult.get()) ?? ServedSerial()
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answer: EventLoopPromise<ServedSerial>

        init(answer: EventLoopPromise<ServedSerial>) {
            self.answer = answer
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard let handshake = event as? TLSHandshakeCompleted else { return }
            answer.succeed(ServedSerial(serial: handshake.chain.first?.serial))
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let failure = error as? TLSFailure {
                // It is behind the server's own certificate that TLS 1.2 asks for the client's.
                answer.succeed(
                    ServedSerial(
                        serial: failure.chain.first?.serial, failure: failure.reason.isOfClient ? nil : failure.detail))
            }
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            // After an answer this says nothing.
            answer.succeed(ServedSerial())
            context.fireChannelInactive()
        }
    }
}
