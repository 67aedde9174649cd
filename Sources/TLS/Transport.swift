import COpenSSL
internal import NIOCore

/// The bytes between OpenSSL and the channel: a BIO that reads one `ByteBuffer` and appends to another.
///
/// OpenSSL's own memory BIO would copy each byte once more both ways. Confined, like its session, to one event loop.
final class Transport {
    /// What came from the network and OpenSSL has not read yet.
    private var inbound = ByteBuffer()
    /// What OpenSSL wrote and the channel has not been given yet.
    private var outbound = ByteBuffer()
    /// The very first byte that the peer sent: by it one sees whether it speaks TLS at all.
    private(set) var firstByte: UInt8?

    var unreadBytes: Int { inbound.readableBytes }
    var unsentBytes: Int { outbound.readableBytes }

    /// A BIO over these bytes, which it does not keep alive: whoever takes it must free it first.
    func makeBIO() -> OpaquePointer? {
        guard let bio = BIO_new(OpaquePointer(bitPattern: Self.method)) else { return nil }
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        BIO_set_init(bio, 1)
        return bio
    }

    func receive(_ bytes: ByteBuffer) {
        firstByte = firstByte ?? bytes.getInteger(at: bytes.readerIndex)
        if inbound.readableBytes == 0 { inbound = bytes } else { inbound.writeImmutableBuffer(bytes) }
    }

    /// Lets go of what has been read, so that the channel can use the memory again.
    func releaseInbound() {
        if inbound.readableBytes == 0 { inbound = ByteBuffer() }
    }

    func reserve(_ count: Int) { outbound.reserveCapacity(minimumWritableBytes: count) }

    func takeOutbound() -> ByteBuffer {
        let bytes = outbound
        outbound.moveReaderIndex(to: outbound.writerIndex)
        return bytes
    }

    /// Once the channel has been given what was taken: a small buffer that it let go of again is used for the next bytes.
    func reuseOutbound() {
        guard outbound.readableBytes == 0 else { return }
        if outbound.capacity <= Self.kept { outbound.clear() } else { outbound = ByteBuffer() }
    }

    /// In bytes: a larger buffer is not kept by a connection that waits.
    static let kept = 4 << 10

    private func read(into space: UnsafeMutableRawBufferPointer) -> Int {
        inbound.readWithUnsafeReadableBytes { bytes in
            let count = min(bytes.count, space.count)
            space.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(count)))
            return (count, count)
        }
    }
}

extension Transport {
    /// The one `BIO_METHOD`, made at first use and never freed; a number, as a pointer is not `Sendable`.
    private static let method: UInt = {
        guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ByteBuffer") else { return 0 }
        BIO_meth_set_read(method) { bio, space, count in
            guard let bio, let space, let transport = Transport.behind(bio) else { return -1 }
            tls_bio_clear_retry_flags(bio)
            let read = transport.read(into: UnsafeMutableRawBufferPointer(start: space, count: Int(count)))
            if read > 0 { return Int32(read) }
            tls_bio_set_retry_read(bio)
            return -1
        }
        BIO_meth_set_write(method) { bio, bytes, count in
            guard let bio, let bytes, let transport = Transport.behind(bio) else { return -1 }
            transport.outbound.writeBytes(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return UInt(bitPattern: method)
    }()

    private static func behind(_ bio: OpaquePointer) -> Transport? {
        BIO_get_data(bio).map { Unmanaged<Transport>.fromOpaque($0).takeUnretainedValue() }
    }
}
