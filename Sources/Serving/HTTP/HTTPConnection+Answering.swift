internal import NIOCore
import NIOHTTP1
internal import StackModel
internal import TLS

extension HTTPConnection {
    /// Bodies up to this size are copied behind their head, so that both go out in one piece.
    private static let copied = 16 << 10
    /// Bodies beyond this size are sent piece by piece.
    private static let whole = 128 << 10

    func arrive(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        arrivals.append(arrival)
        guard !isAwaitingTurn, transfer == nil, !isPreparing, context.channel.isWritable else { return }
        isAwaitingTurn = true
        turn?.add(self)
    }

    /// Answers what was read in this turn of the event loop.
    func takeTurn() {
        isAwaitingTurn = false
        if let context { resume(context) }
    }

    /// Goes on with what waited for the client to take earlier bytes.
    func resume(_ context: ChannelHandlerContext) {
        pump(context)
        answerWaiting(context)
        flush(context)
    }

    /// Answers what waits for as long as the client takes it, then lets more be read.
    private func answerWaiting(_ context: ChannelHandlerContext) {
        while transfer == nil, !isPreparing, context.channel.isWritable, let next = arrivals.popFirst() {
            answer(next, context)
            if outgoing.readableBytes + unflushed >= Self.whole { flush(context) }
        }
        if transfer == nil, arrivals.isEmpty, isReadHeld {
            isReadHeld = false
            context.read()
        }
    }

    private func answer(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        guard !isEnding else { return }
        let now = server.clock()
        if arrival.refusal == nil,
            let preparation = server.responder.preparation(
                for: arrival.head?.uri ?? "", since: arrival.asked ?? now, on: context.eventLoop)
        {
            return wait(for: preparation, arrival, now, context)
        }
        let response =
            if let refusal = arrival.refusal {
                server.responder.response(for: refusal, to: arrival.fields)
            } else {
                response(to: arrival, now: now)
            }
        let isHead = arrival.head?.method == .HEAD
        let isLast = arrival.isLast || (isDraining && arrivals.isEmpty)
        let persistence: ResponseHead.Persistence =
            if isLast { .close } else { arrival.head?.version == .http1_0 ? .keepAlive : .implied }
        responseHead.write(
            response, persistence: persistence, second: now / 1_000_000_000, into: &outgoing)

        let answer = Answer(
            arrival: arrival, time: now, status: response.status, length: isHead ? 0 : response.body.length,
            remark: response.remark, isLast: isLast)
        switch response.body {
        case _ where answer.length == 0: break
        case .absent: break
        case .bytes(let bytes) where bytes.readableBytes <= Self.copied: outgoing.writeImmutableBuffer(bytes)
        case .bytes(let bytes) where bytes.readableBytes <= Self.whole:
            writeOutgoing(context)
            write(bytes, context)
        case .bytes(let bytes): return begin(.buffer(bytes), answer, context)
        case .file(let file, let offset, _): return begin(.file(file, offset: offset), answer, context)
        }
        finish(answer, context)
    }

    /// Puts a request back until its content is ready; other connections go on meanwhile.
    private func wait(
        for preparation: EventLoopFuture<Void>, _ arrival: Arrival, _ now: Int, _ context: ChannelHandlerContext
    ) {
        var arrival = arrival
        arrival.asked = arrival.asked ?? now
        arrivals.prepend(arrival)
        isPreparing = true
        // The client is not the one who is late.
        setDeadline(context.eventLoop.now + .hours(24))
        preparation.assumeIsolated().whenComplete { _ in
            self.isPreparing = false
            if let context = self.context { self.resume(context) }
        }
    }

    private func begin(_ source: Transfer.Source, _ answer: Answer, _ context: ChannelHandlerContext) {
        writeOutgoing(context)
        transfer = Transfer(source: source, remaining: answer.length, answer: answer)
        pump(context)
    }

    private func response(to arrival: Arrival, now: Int) -> Response {
        guard let head = arrival.head, let fields = arrival.fields else {
            return server.responder.response(for: Refusal(400, "The request is empty"), to: nil)
        }
        if let refusal = refusal(of: head, fields) { return server.responder.response(for: refusal, to: fields) }
        guard let target = RequestTarget(head.uri) else {
            let refusal = Refusal(400, "The request's target is neither a path nor an http URL")
            return server.responder.response(for: refusal, to: fields)
        }
        if let refusal = judge(target.authority) { return server.responder.response(for: refusal, to: fields) }
        return server.responder.response(
            to: Request(isHead: head.method == .HEAD, target: target, fields: fields, now: now, turn: turn))
    }

    /// Why this request is not the content's to answer, if it is not.
    private func refusal(of head: HTTPRequestHead, _ fields: RequestFields) -> Refusal? {
        guard head.uri.utf8.count <= server.limits.targetLength else {
            return Refusal(414, "The request's target is longer than \(server.limits.targetLength) bytes")
        }
        // RFC 9112, 3.2; HTTP/1.0 knows no Host field.
        guard fields.hostCount == 1 || (fields.hostCount == 0 && head.version == .http1_0) else {
            return Refusal(400, fields.hostCount == 0 ? "The Host field is missing" : "There are two Host fields")
        }
        if let refusal = judge(fields.host) { return refusal }
        switch head.method {
        case .GET, .HEAD: return nil
        case .RAW(let value): return Refusal(501, "The method \(value) is unknown here")
        default:
            return Refusal(
                405, "\(head.method.rawValue) is not possible here, only GET and HEAD are",
                fields: "Allow: GET, HEAD\r\n")
        }
    }

    private func judge(_ authority: String?) -> Refusal? {
        guard let authority, authority != ownAuthority else { return nil }
        switch server.hosts.verdict(on: authority) {
        case .own:
            ownAuthority = authority
            return nil
        case .malformed: return Refusal(400, "The Host field is no host name or address", remark: "a malformed Host")
        case .foreign:
            return Refusal(
                421, "This server does not answer to the host name \(authority)",
                remedy: "If the name is its own, add it to hosts: of this service in the stack file",
                remark: "the Host \(authority) is not one of this server's")
        }
    }

    /// Closes the books on an answer whose last byte was written, and the connection if that was its last one.
    func finish(_ answer: Answer, _ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        record(answer, unsent: 0, remark: nil, now: now)
        if answer.isLast || (isDraining && isIdle) {
            end(context)
        } else {
            setDeadline(now + TimeAmount(server.limits.idleTimeout))
        }
    }

    func record(_ answer: Answer, unsent: Int, remark: String?, now: NIODeadline? = nil) {
        guard let context else { return }
        let duration = (now ?? context.eventLoop.now) - answer.arrival.time
        server.access(
            AccessRecord(
                time: Double(answer.time) / 1e9, peerAddress: peerAddress,
                peerPort: peerPort, method: answer.arrival.head?.method.rawValue ?? "-",
                target: answer.arrival.head.map { ControlCharacters.escaped($0.uri) } ?? "-", status: answer.status,
                bytes: answer.length - unsent, duration: .nanoseconds(duration.nanoseconds),
                remark: (remark ?? answer.remark).map(ControlCharacters.escaped)))
    }

    /// A handshake that failed is no request, but whoever reads the log looks for it there.
    func record(_ failure: TLSFailure) {
        // Who had reset the connection before it was accepted is not known any more, and asked for nothing.
        guard peerPort != 0 else { return }
        server.access(
            AccessRecord(
                time: Double(server.clock()) / 1e9, peerAddress: peerAddress, peerPort: peerPort, method: "-",
                target: "-", status: 0, bytes: 0, duration: .zero,
                remark: ControlCharacters.escaped(Self.words(of: failure))))
    }

    private static func words(of failure: TLSFailure) -> String {
        if failure.reason == .noClientCertificate { return "client refused: it shows no certificate" }
        guard failure.reason.isOfChain, let shown = failure.chain.first else {
            return "TLS failed: \(failure.reason.rawValue), \(failure.detail)"
        }
        return "client refused: its certificate \(shown.subject), issued by \(shown.issuer): "
            + "\(failure.reason.rawValue), \(failure.detail)"
    }
}
