internal import Glibc
internal import Linux
import NIOCore
import NIOHTTP1
internal import StackModel

/// One connection: a call, its answer, and the end.
final class ControlConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let calls: OpenCalls
    private let transfers: LogTransfers
    private let logs: ControlServer.LogSource
    private let answer: ControlServer.Answerer
    private var head: HTTPRequestHead?

    init(
        calls: OpenCalls, transfers: LogTransfers, logs: @escaping ControlServer.LogSource,
        answer: @escaping ControlServer.Answerer
    ) {
        self.calls = calls
        self.transfers = transfers
        self.logs = logs
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
            calls.begin()
            let answer = answer
            let loop = context.eventLoop
            let future: EventLoopFuture<Reply> = isAllowed(context).flatMap { isAllowed in
                loop.makeFutureWithTask { await Self.reply(to: head, isAllowed: isAllowed, by: answer) }
            }
            let bound = NIOLoopBound(context, eventLoop: loop)
            // It never fails: what goes wrong is an answer too.
            future.assumeIsolated().whenSuccess { [self] reply in
                switch reply {
                case .answer(let answer): write(answer, on: bound.value)
                case .logs(let request): transfer(request, on: bound.value)
                }
            }
        }
    }

    private enum Reply {
        case answer(ControlAnswer)
        case logs(LogRequest)
    }

    private static func reply(
        to head: HTTPRequestHead, isAllowed: Bool, by answer: ControlServer.Answerer
    ) async -> Reply {
        guard isAllowed else { return .answer(ControlAnswer(ControlRefusal(403, "this stack is another user's"))) }
        do throws(ControlRefusal) {
            let call = try ControlCall(method: head.method.rawValue, path: head.uri)
            if case .logs(let request) = call { return .logs(request) }
            return .answer(await answer(call))
        } catch {
            return .answer(ControlAnswer(error))
        }
    }

    private func transfer(_ request: LogRequest, on context: ChannelHandlerContext) {
        do throws(ControlRefusal) {
            let stream = try logs(request).get()
            let calls = calls
            do throws(SystemError) {
                transfers.begin(
                    try LogTransfer(stream, format: request.format, on: context.channel) { [transfers] transfer in
                        transfers.remove(transfer)
                        calls.end()
                    })
            } catch {
                throw ControlRefusal(500, "the logs cannot be read: \(error)")
            }
        } catch {
            write(ControlAnswer(error), on: context)
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
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { [calls] _ in
            calls.end()
            bound.value.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
