package import NIOCore

/// Speaks TLS as the server: bytes of the network below it, plain bytes above.
///
/// A client that leaves without close_notify is taken as one that says it: HTTP's do that all the time. One that leaves
/// before its first byte is no failure either.
package final class TLSServerHandler: TLSHandler {
    /// - Parameters:
    ///   - source: Asked at every handshake; connections that exist keep what they have.
    ///   - handshakeTimeout: From the connection on.
    ///   - answerToPlainHTTP: Sent as it is to a client that begins with what looks like an HTTP request.
    package init(
        source: any TLSIdentitySource, handshakeTimeout: TimeAmount = .seconds(10),
        answerToPlainHTTP: ByteBuffer? = nil
    ) {
        super.init(role: .server(source), handshakeTimeout: handshakeTimeout, answerToPlainHTTP: answerToPlainHTTP)
    }
}
