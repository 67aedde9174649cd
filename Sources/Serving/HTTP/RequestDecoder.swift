internal import NIOCore
import NIOHTTP1

/// NIO's decoder of requests, which here tells some mistakes apart that it does not.
struct RequestDecoder: ByteToMessageDecoder {
    typealias InboundOut = HTTPServerRequestPart

    private let decoder: HTTPRequestDecoder
    /// Whether a handshake is still possible.
    private var isFirst: Bool

    /// - Parameter isSecure: Whether the bytes came over TLS.
    init(isSecure: Bool) {
        decoder = HTTPRequestDecoder(limitConfiguration: Self.limits)
        isFirst = !isSecure
    }

    private static let limits = {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 32 << 10
        limits.maxHeaderListSize = 64 << 10
        limits.maxHeaderFieldCount = 128
        return limits
    }()

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        if isFirst {
            isFirst = false
            // The type of a record (RFC 8446, 5.1).
            if buffer.getInteger(at: buffer.readerIndex) == UInt8(22) { throw RequestMistake.handshake }
        }
        let start = buffer.readerIndex
        do {
            return try decoder.decode(context: context, buffer: &buffer)
        } catch HTTPParserError.invalidVersion where Self.hasBareLineFeed(buffer, from: start) {
            throw RequestMistake.bareLineFeed
        }
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        try decoder.decodeLast(context: context, buffer: &buffer, seenEOF: seenEOF)
    }

    func decoderAdded(context: ChannelHandlerContext) { decoder.decoderAdded(context: context) }

    func decoderRemoved(context: ChannelHandlerContext) { decoder.decoderRemoved(context: context) }

    /// Whether a line feed comes right behind a version, which the decoder takes for a part of it.
    private static func hasBareLineFeed(_ buffer: ByteBuffer, from start: Int) -> Bool {
        guard let bytes = buffer.viewBytes(at: start, length: buffer.writerIndex - start) else { return false }
        return ["HTTP/1.1\n", "HTTP/1.0\n"].contains { bytes.firstRange(of: Array($0.utf8)) != nil }
    }
}
