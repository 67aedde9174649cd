import COpenSSL

/// Bytes in memory behind OpenSSL's interface for input and output (BIO_s_mem(3)).
final class MemoryBIO {
    let bio: OpaquePointer

    /// An empty one, to write to.
    init() throws(OpenSSLFailure) {
        guard let bio = BIO_new(BIO_s_mem()) else { throw OpenSSLFailure("BIO_new") }
        self.bio = bio
    }

    /// One that holds these bytes, to read from.
    convenience init(_ contents: [UInt8]) throws(OpenSSLFailure) {
        try self.init()
        let written = BIO_write(bio, contents, Int32(clamping: contents.count))
        guard written == contents.count || contents.isEmpty else { throw OpenSSLFailure("BIO_write") }
    }

    deinit { BIO_free(bio) }

    var contents: [UInt8] {
        var start: UnsafeMutablePointer<CChar>?
        let count = x509_bio_contents(bio, &start)
        guard let start, count > 0 else { return [] }
        return UnsafeRawBufferPointer(start: start, count: count).map { $0 }
    }

    var text: String { String(decoding: contents, as: UTF8.self) }
}
