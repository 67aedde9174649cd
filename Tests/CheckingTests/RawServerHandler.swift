import Glibc
import NIOCore

/// One connection of a raw server: cuts the stream into requests and does as its script says.
final class RawServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let registry: RawServerRegistry
    private let connection: Int
    private let onConnection: RawServer.Script
    private let onRequest: RawServer.Script
    private var received: [UInt8] = []
    private var number = 0

    init(
        registry: RawServerRegistry, connection: Int, onConnection: @escaping RawServer.Script,
        onRequest: @escaping RawServer.Script
    ) {
        self.registry = registry
        self.connection = connection
        self.onConnection = onConnection
        self.onRequest = onRequest
    }

    func channelActive(context: ChannelHandlerContext) {
        perform(onConnection(RawServer.Request(connection: connection, number: 0, text: "")), context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        while let request = takeRequest() {
            registry.add(request)
            perform(onRequest(request), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func takeRequest() -> RawServer.Request? {
        let text = String(decoding: received, as: UTF8.self)
        guard let head = text.firstRange(of: "\r\n\r\n") else { return nil }
        var length = text[..<head.upperBound].utf8.count
        if let field = text.firstMatch(of: /(?i)\r\ncontent-length: (\d+)\r\n/) { length += Int(field.1) ?? 0 }
        guard received.count >= length else { return nil }
        defer {
            received.removeFirst(length)
            number += 1
        }
        return RawServer.Request(
            connection: connection, number: number, text: String(decoding: received.prefix(length), as: UTF8.self))
    }

    private func perform(_ steps: [RawServer.Step], _ context: ChannelHandlerContext) {
        for step in steps {
            switch step {
            case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .close: context.close(promise: nil)
            case .cut: context.triggerUserOutboundEvent(CuttingHandler.Cut(), promise: nil)
            case .reset: reset(context)
            }
        }
    }

    private func reset(_ context: ChannelHandlerContext) {
        guard let socket = context.channel as? any SocketOptionProvider else { return context.close(promise: nil) }
        // On its own loop the option is set at once.
        _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.triggerUserOutboundEvent(CuttingHandler.Cut(), promise: nil)
    }
}
