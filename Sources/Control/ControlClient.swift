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

    /// The answer to a call, however long it takes.
    ///
    /// - Returns: `nil` when nobody is there: the devstack that had the socket is gone.
    package func call(_ call: ControlCall) async -> ControlAnswer? {
        let group = MultiThreadedEventLoopGroup.singleton
        let answer = group.next().makePromise(of: ControlAnswer?.self)
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
