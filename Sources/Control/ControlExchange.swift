import NIOCore
import NIOHTTP1
internal import StackModel

/// Gathers the answer to one call.
final class ControlExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let answer: EventLoopPromise<ControlAnswer?>
    private var status = 0
    private var body: [UInt8] = []

    init(answer: EventLoopPromise<ControlAnswer?>) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let bytes): body += bytes.readableBytesView
        case .end:
            answer.succeed((try? JSONValue(parsing: body)).map { ControlAnswer(status: status, body: $0) })
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.succeed(nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
