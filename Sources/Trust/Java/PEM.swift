import COpenSSL

/// PEM texts (RFC 7468), without reading what they hold.
enum PEM {
    /// The DER of each certificate, in their order.
    static func certificates(in text: [UInt8]) -> [[UInt8]] {
        defer { ERR_clear_error() }
        return text.withUnsafeBytes { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return [] }
            defer { BIO_free(source) }
            var found: [[UInt8]] = []
            while let block = block(source) {
                if block.name == "CERTIFICATE" { found.append(block.bytes) }
            }
            return found
        }
    }

    private static func block(_ source: OpaquePointer) -> (name: String, bytes: [UInt8])? {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard PEM_read_bio(source, &name, &header, &data, &length) == 1, let name else { return nil }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_free(data, #fileID, #line)
        }
        return (String(cString: name), Array(UnsafeBufferPointer(start: data, count: length)))
    }
}
