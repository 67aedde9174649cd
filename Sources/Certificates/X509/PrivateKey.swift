import COpenSSL

/// A private key (EVP_PKEY).
final class PrivateKey {
    let pointer: OpaquePointer

    /// Takes the key over.
    init(adopting pointer: OpaquePointer) { self.pointer = pointer }

    /// The first private key of a PEM text; `nil` if there is none that can be read without a passphrase.
    convenience init?(pem: [UInt8]) {
        guard let pointer = Self.readOwnKind(pem) ?? Self.readAnyKind(pem) else { return nil }
        self.init(adopting: pointer)
    }

    deinit { EVP_PKEY_free(pointer) }

    /// Reads what `pem()` writes. The decoder for just that takes a third of the time of the one for everything.
    private static func readOwnKind(_ pem: [UInt8]) -> OpaquePointer? {
        defer { ERR_clear_error() }
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var der: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard let source = try? MemoryBIO(pem), PEM_read_bio(source.bio, &name, &header, &der, &length) == 1 else {
            return nil
        }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_clear_free(der, length, #fileID, #line)
        }
        guard let name, String(cString: name) == PEM_STRING_PKCS8INF else { return nil }
        var key: OpaquePointer?
        guard let decoder = x509_ec_key_decoder(&key) else { return nil }
        defer { OSSL_DECODER_CTX_free(decoder) }
        var position = UnsafePointer(der)
        return OSSL_DECODER_from_data(decoder, &position, &length) == 1 ? key : nil
    }

    private static func readAnyKind(_ pem: [UInt8]) -> OpaquePointer? {
        defer { ERR_clear_error() }
        // OpenSSL's own callback would ask for a passphrase on the terminal.
        let refusePassphrase:
            @convention(c) (
                UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
            ) -> Int32 = { _, _, _, _ in -1 }
        guard let source = try? MemoryBIO(pem) else { return nil }
        return PEM_read_bio_PrivateKey(source.bio, nil, refusePassphrase, nil)
    }

    /// A new key on the curve P-256.
    static func generate() throws(OpenSSLFailure) -> PrivateKey {
        guard let pointer = x509_generate_p256() else { throw OpenSSLFailure("EVP_EC_gen") }
        return PrivateKey(adopting: pointer)
    }

    /// PKCS #8 without encryption, as PEM (RFC 7468, section 10).
    func pem() throws(OpenSSLFailure) -> [UInt8] {
        let sink = try MemoryBIO()
        guard PEM_write_bio_PrivateKey(sink.bio, pointer, nil, nil, 0, nil, nil) == 1 else {
            throw OpenSSLFailure("PEM_write_bio_PrivateKey")
        }
        return sink.contents
    }

    var isP256: Bool {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_is_a(pointer, "EC") == 1,
            EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1
        else {
            ERR_clear_error()
            return false
        }
        return name.prefix(length).elementsEqual("prime256v1".utf8.map(CChar.init(bitPattern:)))
    }

    /// Whether its private half belongs to its public half (EVP_PKEY_pairwise_check(3)).
    ///
    /// A file keeps both, and reading one does not compare them.
    var isConsistent: Bool {
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else {
            ERR_clear_error()
            return false
        }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_pairwise_check(context) == 1 else {
            ERR_clear_error()
            return false
        }
        return true
    }
}
