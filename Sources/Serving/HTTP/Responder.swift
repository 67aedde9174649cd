internal import NIOCore

/// What a server's content answers: asked on an event loop, at once, and from several loops.
protocol Responder: Sendable {
    /// Answers a GET or HEAD to one of the server's own names. The body is of a GET; the connection leaves it out.
    func response(to request: Request) -> Response

    /// Looks whether what a request will be answered from is as it was at that time or later, and has it read anew if not.
    ///
    /// - Parameters:
    ///   - uri: The request's, as it came.
    ///   - time: When the request came, in nanoseconds since 1970-01-01T00:00:00Z.
    /// - Returns: What to wait for where that takes long, before this is asked again; `nil` once an answer may be asked for.
    func preparation(for uri: String, since time: Int, on eventLoop: any EventLoop) -> EventLoopFuture<Void>?

    /// Words a refusal in the form that the content's clients read.
    func response(for refusal: Refusal, to fields: RequestFields?) -> Response
}

extension Responder {
    func preparation(for uri: String, since time: Int, on eventLoop: any EventLoop) -> EventLoopFuture<Void>? { nil }
}
