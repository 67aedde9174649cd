internal import NIOCore
import NIOHTTP1
import NIOPosix
internal import StackModel
import TLS

extension HTTPClient {
    /// Opens a connection to the first address that takes one, and judges as of another time where that is asked for.
    func connect(_ attempt: Attempt) async throws(ExchangeFailure) -> HTTPConnection {
        do throws(ExchangeFailure) {
            let connection = try await connectNow(attempt)
            guard let verdict = attempt.verdictOnIdentity, connection.facts.isCertificateRequested else {
                return connection
            }
            await connection.closed()
            throw verdict.with(connection.facts)
        } catch {
            var failure = error
            if let time = attempt.trust?.judgingTime, case .reason(let reason) = error.cause, reason.isOfChain {
                failure.detail += ", judged as of \(time.words)"
            }
            throw failure
        }
    }

    private func connectNow(_ attempt: Attempt) async throws(ExchangeFailure) -> HTTPConnection {
        let soughtAt = NIODeadline.now()
        let url = attempt.request.url
        var context: TLSClientContext?
        if let trust = attempt.trust { context = try trusts.context(for: trust) }
        let eventLoop = group.next()
        var place = url
        if let destination = attempt.destination { place.host = destination }
        let addresses = try await resolver.resolve(
            place, on: eventLoop, deadline: attempt.deadline, timeout: attempt.timeout,
            interruption: attempt.interruption
        )

        var refusals: [(address: SocketAddress, failure: ExchangeFailure)] = []
        for (index, address) in addresses.enumerated() {
            do throws(ExchangeFailure) {
                // An address that swallows packets leaves the others their share of the time.
                let now = NIODeadline.now()
                let left = (attempt.deadline - now).nanoseconds
                let share = TimeAmount.nanoseconds(left / Int64(addresses.count - index))
                return try await open(
                    address, attempt, context, on: eventLoop, soughtAt: soughtAt, deadline: now + share)
            } catch {
                if error.facts.remoteAddress != nil || attempt.interruption.isInterrupted { throw error }
                refusals.append((address, error))
            }
        }
        throw Self.summary(of: refusals)
    }

    /// One failure out of those of every address: that it was refused says more than that there is no such network.
    private static func summary(
        of refusals: [(address: SocketAddress, failure: ExchangeFailure)]
    ) -> ExchangeFailure {
        let causes = refusals.map(\.failure.cause)
        let cause =
            [.reason(.refused), .reason(.reset), .reason(.timeout), .reason(.unreachable)].first(where: causes.contains)
            ?? causes.first ?? .reason(.unreachable)
        let detail = refusals.map { "\($0.address.hostAndPort ?? "?"): \($0.failure.detail)" }
        return ExchangeFailure(cause, detail: detail.joined(separator: "; "))
    }

    private func open(
        _ address: SocketAddress, _ attempt: Attempt, _ context: TLSClientContext?, on eventLoop: any EventLoop,
        soughtAt: NIODeadline, deadline: NIODeadline
    ) async throws(ExchangeFailure) -> HTTPConnection {
        let opened = eventLoop.makePromise(of: ConnectionFacts.self)
        let ended = eventLoop.makePromise(of: ExchangeFailure.self)
        let plan = ConnectionPlan(
            isSecure: context != nil, soughtAt: soughtAt, startedAt: .now(), deadline: attempt.deadline,
            timeout: attempt.timeout)
        let host = attempt.request.url.host
        let handshakeTimeout = TimeAmount(attempt.timeout + .seconds(1))
        let connecting = ClientBootstrap(group: eventLoop)
            .connectTimeout(max(deadline - .now(), .nanoseconds(1)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { [interruption = attempt.interruption] channel in
                interruption.whenInterrupted { channel.close(promise: nil) }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        // Our own deadline ends the handshake, with words that say how long the check allows.
                        try pipeline.addHandler(
                            TLSClientHandler(context: context, host: host, handshakeTimeout: handshakeTimeout))
                    }
                    let onset = OnsetObserver()
                    try pipeline.addHandler(onset)
                    try pipeline.addHandler(HTTPRequestEncoder())
                    try pipeline.addHandler(ResponseDecoding.makeHandler())
                    try pipeline.addHandler(ExchangeHandler(plan: plan, onset: onset, opened: opened, ended: ended))
                }
            }
            .connect(to: address)
        do {
            let channel = try await connecting.get()
            let facts = try await opened.futureResult.get()
            return HTTPConnection(channel: channel, facts: facts, ended: ended.futureResult)
        } catch {
            // Where no handler was ever added, nothing else completes it.
            opened.fail(error)
            let failure = ExchangeFailure(classifying: await Self.cause(of: error, opened.futureResult))
            ended.succeed(failure)
            throw failure
        }
    }

    /// NIO only says that a connection under way was closed; why it was, its handler said before.
    private static func cause(of error: any Error, _ opened: EventLoopFuture<ConnectionFacts>) async -> any Error {
        guard let closed = error as? ChannelError else { return error }
        if case .connectTimeout = closed { return error }
        do {
            _ = try await opened.get()
            return error
        } catch {
            return error
        }
    }
}
