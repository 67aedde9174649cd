/// How long and how much a built-in server puts up with.
package struct ServerLimits: Sendable, Equatable {
    /// From a request's first byte, or the connection's, to the end of its header fields.
    package var headTimeout: Duration = .seconds(30)
    /// Between requests on one connection.
    package var idleTimeout: Duration = .seconds(75)
    /// Without progress while a request's body comes in or a response goes out.
    package var stallTimeout: Duration = .seconds(60)
    /// For a client to close after a response that came before its request was read to the end.
    package var lingerTimeout: Duration = .seconds(2)
    /// Bytes of a request's target (414 beyond).
    package var targetLength = 8 * 1024
    /// Bytes of a request's body that are read past before the answer (413 beyond).
    package var bodyLength = 1024 * 1024

    package init() {}
}
