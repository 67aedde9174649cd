import NIOCore
import NIOHTTP1
import NIOPosix
internal import StackModel

/// Calls a stack that is up, over its Unix socket.
package struct ControlClient: Sendable {
    private let place: ControlPlace

    package init(_ place: ControlPlace) {
        self.place = place
    }

    /// The answer to a call, however long it takes, or as long as `limit`.
    ///
    /// - Returns: `nil` when nobody is there: the devstack that had the socket is gone; and when the time is over.
    package func call(_ call: ControlCall, within limit: Duration? = nil) async -> ControlAnswer? {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let answer = loop.makePromise(of: ControlAnswer?.self)
        let alarm = limit.map { loop.scheduleTask(in: TimeAmount($0)) { answer.succeed(nil) } }
        defer { alarm?.cancel() }
        do {
            let channel = try await ClientBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(ControlExchange(answer: answer))
                    }
                }
                .connect(unixDomainSocketPath: place.socket).get()
            let head = HTTPRequestHead(
                version: .http1_1, method: HTTPMethod(rawValue: call.method), uri: call.path,
                headers: ["host": "devstack", "content-length": "0"])
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        } catch {
            answer.succeed(nil)
        }
        return try? await answer.futureResult.get()
    }
}
