/// What a server's content answers: asked on an event loop, at once, and from several loops.
protocol Responder: Sendable {
    /// Answers a GET or HEAD to one of the server's own names. The body is of a GET; the connection leaves it out.
    func response(to request: Request) -> Response

    /// Words a refusal in the form that the content's clients read.
    func response(for refusal: Refusal, to fields: RequestFields?) -> Response
}
