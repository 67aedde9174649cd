import COpenSSL

/// Reads OpenSSL's objects out of PEM text (RFC 7468) in memory.
enum PEMReader {
    /// Hands each certificate to `body` in order, and frees it afterwards.
    ///
    /// Throws if there is none, if one is malformed, or what `body` throws.
    static func forEachCertificate(
        of pem: [UInt8], _ body: (_ index: Int, _ certificate: OpaquePointer) throws(LibraryError) -> Void
    ) throws(LibraryError) {
        try withSource(of: pem) { source throws(LibraryError) in
            var index = 0
            while let certificate = PEM_read_bio_X509(source, nil, refusePassphrase, nil) {
                defer { X509_free(certificate) }
                try body(index, certificate)
                index += 1
            }
            let end = LibraryError(code: ERR_peek_last_error())
            let isEndOfText = ERR_GET_LIB(end.code) == ERR_LIB_PEM && end.reason == PEM_R_NO_START_LINE
            guard isEndOfText, index > 0 else { throw LibraryError.take() }
            ERR_clear_error()
        }
    }

    /// Hands the private key to `body`, and frees it afterwards.
    ///
    /// Throws if there is none, or if it is behind a pass phrase, which nobody is asked for.
    static func withPrivateKey(
        of pem: [UInt8], _ body: (OpaquePointer) throws(LibraryError) -> Void
    ) throws(LibraryError) {
        try withSource(of: pem) { source throws(LibraryError) in
            guard let key = PEM_read_bio_PrivateKey(source, nil, refusePassphrase, nil) else {
                throw LibraryError.take()
            }
            defer { EVP_PKEY_free(key) }
            try body(key)
        }
    }

    /// A BIO that reads the array's own memory, and does not outlive it: no further copy of a key is made.
    private static func withSource(
        of pem: [UInt8], _ body: (OpaquePointer) throws(LibraryError) -> Void
    ) throws(LibraryError) {
        try pem.withUnsafeBufferPointer { bytes throws(LibraryError) in
            ERR_clear_error()
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
                throw LibraryError.take()
            }
            defer { BIO_free(source) }
            try body(source)
        }
    }

    /// Without it, OpenSSL would ask on the terminal.
    private static var refusePassphrase:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32
    {
        { _, _, _, _ in -1 }
    }
}
