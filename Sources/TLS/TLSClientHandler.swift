package import NIOCore

/// Speaks TLS as the client: bytes of the network below it, plain bytes above.
package final class TLSClientHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// - Parameter host: a DNS name, or an IP address without brackets.
    package init(context: TLSClientContext, host: String, handshakeTimeout: TimeAmount = .seconds(10)) {}
}
