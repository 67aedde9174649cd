/// What is no HTTP request, and known well enough to say so.
enum RequestMistake: Error {
    /// The client speaks TLS, and the port does not.
    case handshake
    /// A request line without a carriage return at its end (RFC 9112, 2.2).
    case bareLineFeed
}
