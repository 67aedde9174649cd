import COpenSSL
import Glibc

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

    /// Whether a text has this part at the start of a line.
    static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            part.withUnsafeBytes { part in
                guard var line = text.baseAddress, let wanted = part.baseAddress else { return false }
                let end = line + text.count
                while end - line >= part.count {
                    if memcmp(line, wanted, part.count) == 0 { return true }
                    guard let lineBreak = memchr(line, 0x0A, end - line) else { return false }
                    line = UnsafeRawPointer(lineBreak) + 1
                }
                return false
            }
        }
    }
}
