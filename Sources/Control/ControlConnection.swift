internal import Glibc
import NIOCore
import NIOHTTP1
internal import StackModel

/// One connection: a call, its answer, and the end.
final class ControlConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: ControlServer.Answerer
    private var head: HTTPRequestHead?

    init(answer: @escaping ControlServer.Answerer) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        // No call has a body that matters, and none is kept.
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            let answer = answer
            let loop = context.eventLoop
            let future = isAllowed(context).flatMap { isAllowed in
                loop.makeFutureWithTask { await Self.answer(head, isAllowed: isAllowed, by: answer) }
            }
            let bound = NIOLoopBound(context, eventLoop: loop)
            future.assumeIsolated().whenSuccess { [self] in write($0, on: bound.value) }
        }
    }

    private static func answer(
        _ head: HTTPRequestHead, isAllowed: Bool, by answer: ControlServer.Answerer
    ) async -> ControlAnswer {
        guard isAllowed else { return ControlAnswer(ControlRefusal(403, "this stack is another user's")) }
        do throws(ControlRefusal) {
            return await answer(try ControlCall(method: head.method.rawValue, path: head.uri))
        } catch {
            return ControlAnswer(error)
        }
    }

    /// Whether the other end is this user or root: a folder's mode may change, a peer's user does not.
    private func isAllowed(_ context: ChannelHandlerContext) -> EventLoopFuture<Bool> {
        guard let options = context.channel as? any SocketOptionProvider else {
            return context.eventLoop.makeSucceededFuture(false)
        }
        let peer: EventLoopFuture<PeerCredentials> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return peer.map { $0.user == 0 || $0.user == geteuid() }.recover { _ in false }
    }

    private func write(_ answer: ControlAnswer, on context: ChannelHandlerContext) {
        let text = answer.body.prettyText + "\n"
        let headers: HTTPHeaders = [
            "content-type": "application/json", "content-length": "\(text.utf8.count)", "connection": "close",
        ]
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            bound.value.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
