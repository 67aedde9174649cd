internal import NIOCore
import NIOHTTP1
internal import StackModel
import TLS

/// The top of a connection's pipeline: tells when it is open, then carries one exchange at a time.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = ExchangeTask
    typealias OutboundOut = HTTPClientRequestPart

    /// What a body may hold, in bytes; what is more would have to be held in memory for nothing.
    static let bodyLimit = 64 << 20

    private struct Running {
        var task: ExchangeTask
        var startedAt: NIODeadline
        var deadline: Scheduled<Void>
        var response: HTTPResponse?
    }

    private let plan: ConnectionPlan
    private let onset: OnsetObserver
    /// Completed once, when the connection can carry a request or never will.
    private let opened: EventLoopPromise<ConnectionFacts>
    /// Completed once, with what ended the connection.
    private let ended: EventLoopPromise<ExchangeFailure>
    private var openDeadline: Scheduled<Void>?
    private var facts = ConnectionFacts()
    private var activeAt: NIODeadline?
    private var isOpen = false
    private var running: Running?
    /// What ended the connection; its handlers stay for a while yet.
    private var ending: ExchangeFailure?

    init(
        plan: ConnectionPlan, onset: OnsetObserver, opened: EventLoopPromise<ConnectionFacts>,
        ended: EventLoopPromise<ExchangeFailure>
    ) {
        self.plan = plan
        self.onset = onset
        self.opened = opened
        self.ended = ended
    }

    // MARK: Opening

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        openDeadline = context.eventLoop.assumeIsolated().scheduleTask(deadline: plan.deadline) {
            self.fail(ExchangeFailure(.timeout, detail: self.openingTimeoutDetail), channel: channel)
        }
    }

    private var openingTimeoutDetail: String {
        activeAt == nil
            ? "the connection was not accepted within \(plan.timeout.shortText)"
            : "the TLS handshake did not end within \(plan.timeout.shortText)"
    }

    func channelActive(context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        activeAt = now
        facts.remoteAddress = context.channel.remoteAddress?.hostAndPort
        facts.localPort = context.channel.localAddress?.port.flatMap(UInt16.init(exactly:))
        facts.lookup = Duration(plan.startedAt - plan.soughtAt)
        facts.connect = Duration(now - plan.startedAt)
        if !plan.isSecure { open() }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let handshake = event as? TLSHandshakeCompleted {
            facts.tlsVersion = handshake.version
            facts.chain = handshake.chain
            facts.isCertificateRequested = handshake.isCertificateRequested
            facts.handshake = activeAt.map { Duration(.now() - $0) }
            open()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func open() {
        isOpen = true
        openDeadline?.cancel()
        opened.succeed(facts)
    }

    // MARK: The request

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let task = unwrapOutboundIn(data)
        let channel = context.channel
        if var ending {
            ending.isUnsent = true
            task.promise.fail(ending)
            promise?.succeed()
            return
        }
        onset.reset()
        let deadline = context.eventLoop.assumeIsolated().scheduleTask(deadline: task.deadline) {
            self.fail(ExchangeFailure(.timeout, detail: self.answerTimeoutDetail), channel: channel)
        }
        running = Running(task: task, startedAt: .now(), deadline: deadline)
        context.write(wrapOutboundOut(.head(task.head)), promise: nil)
        if let body = task.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        // A write that fails closes the channel, and the exchange fails with it.
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        promise?.succeed()
    }

    private var answerTimeoutDetail: String {
        let within = "within \((running?.task.timeout ?? plan.timeout).shortText)"
        guard let response = running?.response else {
            return onset.firstByteAt == nil
                ? "connected, but no byte of a response came \(within)"
                : "the response's head was not complete \(within)"
        }
        return "the response was not complete \(within); \(response.body.count) bytes of its body came"
    }

    // MARK: The response

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard running != nil else {
            // Nothing was asked: this connection cannot be trusted to be in step.
            context.close(promise: nil)
            return
        }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes): append(bytes, channel: context.channel)
        case .end: complete(channel: context.channel)
        }
    }

    private func begin(_ head: HTTPResponseHead) {
        guard let startedAt = running?.startedAt else { return }
        var response = HTTPResponse(
            status: Int(head.status.code), headers: head.headers.map { RequestSpecification.Header($0.name, $0.value) })
        response.firstByte = Duration((onset.firstByteAt ?? .now()) - startedAt)
        response.keepsAlive =
            head.isKeepAlive && head.status != .switchingProtocols && running?.task.head.isKeepAlive == true
        running?.response = response
    }

    private func append(_ bytes: ByteBuffer, channel: any Channel) {
        running?.response?.body.append(contentsOf: bytes.readableBytesView)
        if let count = running?.response?.body.count, count > Self.bodyLimit {
            let limit = "the body is larger than \(Self.bodyLimit >> 20) MiB, the most that a check reads"
            fail(ExchangeFailure(.unusable, detail: limit), channel: channel)
        }
    }

    private func complete(channel: any Channel) {
        guard let finished = running, var response = finished.response else { return }
        running = nil
        finished.deadline.cancel()
        response.bodyTime = onset.firstByteAt.map { Duration(.now() - $0) }
        if !response.keepsAlive { channel.close(promise: nil) }
        finished.task.promise.succeed(response)
    }

    // MARK: Failures

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        var failure = ExchangeFailure(classifying: error)
        if failure.cause == .reason(.truncated), onset.firstByteAt == nil {
            // The end without close_notify (RFC 8446, 6.1) cut nothing off: there was no response yet.
            failure.cause = .reason(.closed)
        }
        if error is HTTPParserError, failure.cause == .reason(.badResponse) {
            failure.detail += "; it begins with \(EscapedText.quoted(onset.beginning, limit: 48))"
        }
        fail(failure, channel: context.channel)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let failure =
            onset.firstByteAt == nil
            ? ExchangeFailure(.closed, detail: "the connection was closed before any byte of a response")
            : ExchangeFailure(.truncated, detail: "the connection was closed before the response was complete")
        fail(failure, channel: context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        fail(ExchangeFailure(.closed, detail: "the connection was closed"), channel: context.channel)
    }

    /// Ends the connection, and with this whatever waits on it; what is complete already is not touched.
    private func fail(_ failure: ExchangeFailure, channel: any Channel) {
        var failure = failure
        if !failure.facts.chain.isEmpty { facts.chain = failure.facts.chain }
        failure.facts = facts
        openDeadline?.cancel()
        if !isOpen { opened.fail(failure) }
        isOpen = true
        if let failed = running {
            running = nil
            failed.deadline.cancel()
            failure.response = failed.response
            failure.sawResponse = onset.firstByteAt != nil
            failed.task.promise.fail(failure)
        }
        if ending == nil {
            ending = failure
            ended.succeed(failure)
        }
        channel.close(promise: nil)
    }
}
