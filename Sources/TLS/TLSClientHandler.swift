package import NIOCore

/// Speaks TLS as the client: bytes of the network below it, plain bytes above.
///
/// A server that leaves without close_notify has been cut off for all that a client can know: that is a failure,
/// ``FailureReason/truncated``.
package final class TLSClientHandler: TLSHandler {
    /// - Parameters:
    ///   - host: Whom the certificate must be for: a DNS name, or an IP address without brackets.
    ///   - handshakeTimeout: From the connection on.
    package init(context: TLSClientContext, host: String, handshakeTimeout: TimeAmount = .seconds(10)) {
        super.init(role: .client(context, host: host), handshakeTimeout: handshakeTimeout)
    }
}
