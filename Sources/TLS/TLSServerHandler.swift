package import NIOCore

/// Speaks TLS as the server: bytes of the network below it, plain bytes above.
package final class TLSServerHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    package init(source: any TLSIdentitySource, handshakeTimeout: TimeAmount = .seconds(10)) {}
}
