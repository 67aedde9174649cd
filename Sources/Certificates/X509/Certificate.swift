import COpenSSL

/// An X.509 certificate (RFC 5280).
final class Certificate {
    let pointer: OpaquePointer

    /// Takes the certificate over.
    init(adopting pointer: OpaquePointer) { self.pointer = pointer }

    /// The certificate of a DER text, with nothing behind it.
    convenience init?(der: [UInt8]) {
        let pointer = der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            let certificate = d2i_X509(nil, &position, bytes.count)
            guard position != bytes.baseAddress.map({ $0 + bytes.count }) else { return certificate }
            X509_free(certificate)
            return nil
        }
        guard let pointer else {
            ERR_clear_error()
            return nil
        }
        self.init(adopting: pointer)
    }

    deinit { X509_free(pointer) }

    /// The certificates of a PEM text in their order; `nil` if there is none, or one that cannot be read.
    static func chain(pem: [UInt8]) -> [Certificate]? {
        defer { ERR_clear_error() }
        guard let source = try? MemoryBIO(pem) else { return nil }
        var chain: [Certificate] = []
        while let pointer = PEM_read_bio_X509(source.bio, nil, nil, nil) {
            chain.append(Certificate(adopting: pointer))
        }
        let error = ERR_peek_last_error()
        let isAtEnd = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE
        return isAtEnd && !chain.isEmpty ? chain : nil
    }

    func pem() throws(OpenSSLFailure) -> [UInt8] {
        let sink = try MemoryBIO()
        guard PEM_write_bio_X509(sink.bio, pointer) == 1 else { throw OpenSSLFailure("PEM_write_bio_X509") }
        return sink.contents
    }

    /// Whether this is the key that the certificate is for (X509_check_private_key(3)).
    func matches(_ key: PrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_private_key(pointer, key.pointer) == 1
    }

    /// Whether the other one's subject is this one's issuer, and its key made this one's signature.
    func isIssued(by authority: Certificate) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_issued(authority.pointer, pointer) == X509_V_OK
            && X509_verify(pointer, X509_get0_pubkey(authority.pointer)) == 1
    }

    /// Whether it may sign certificates, and has signed itself.
    var isRootAuthority: Bool {
        defer { ERR_clear_error() }
        return X509_check_ca(pointer) == 1 && X509_self_signed(pointer, 1) == 1
    }
}
