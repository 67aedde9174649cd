import COpenSSL

/// An `X509`, freed with its last owner.
final class ParsedCertificate {
    let pointer: OpaquePointer

    /// Takes the certificate over.
    init(adopting pointer: OpaquePointer) {
        self.pointer = pointer
        // Has OpenSSL read the extensions, which the flags and usages below tell of (X509_check_purpose(3)).
        X509_check_purpose(pointer, -1, 0)
        ERR_clear_error()
    }

    /// The certificate of a DER text; `nil` if it is none.
    convenience init?(der: [UInt8]) {
        let pointer = der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_X509(nil, &position, bytes.count)
        }
        guard let pointer else {
            ERR_clear_error()
            return nil
        }
        self.init(adopting: pointer)
    }

    deinit { X509_free(pointer) }

    /// The certificates of a PEM text in their order; `nil` if there is none, or one that cannot be read.
    static func chain(pem: [UInt8]) -> [ParsedCertificate]? {
        defer { ERR_clear_error() }
        ERR_clear_error()
        return pem.withUnsafeBufferPointer { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return nil }
            defer { BIO_free(source) }
            var chain: [ParsedCertificate] = []
            while let pointer = PEM_read_bio_X509(source, nil, nil, nil) {
                chain.append(ParsedCertificate(adopting: pointer))
            }
            let error = ERR_peek_last_error()
            let isAtEnd = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE
            return isAtEnd && !chain.isEmpty ? chain : nil
        }
    }

    var der: [UInt8] { Self.der(of: pointer) }

    static func der(of certificate: OpaquePointer) -> [UInt8] {
        let length = i2d_X509(certificate, nil)
        guard length > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { space, count in
            var position = space.baseAddress
            count = Int(max(0, i2d_X509(certificate, &position)))
        }
    }

    /// Whether that certificate's name is this one's issuer.
    func names(issuer: ParsedCertificate) -> Bool {
        X509_NAME_cmp(X509_get_issuer_name(pointer), X509_get_subject_name(issuer.pointer)) == 0
    }

    /// Whether this one is signed with that certificate's key.
    func isSigned(by issuer: ParsedCertificate) -> Bool {
        defer { ERR_clear_error() }
        guard let key = X509_get0_pubkey(issuer.pointer) else { return false }
        return X509_verify(pointer, key) == 1
    }

    func isEqual(_ other: ParsedCertificate) -> Bool { X509_cmp(pointer, other.pointer) == 0 }
}
