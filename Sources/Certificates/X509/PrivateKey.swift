import COpenSSL
internal import StackModel

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

    /// A new key. One for RSA takes up to some seconds.
    static func generate(_ kind: KeyKind = .ecdsaP256) throws(OpenSSLFailure) -> PrivateKey {
        let pointer =
            switch kind {
            case .ecdsaP256: x509_generate_ec("P-256")
            case .ecdsaP384: x509_generate_ec("P-384")
            case .rsa2048: x509_generate_rsa(2_048)
            case .rsa3072: x509_generate_rsa(3_072)
            case .rsa4096: x509_generate_rsa(4_096)
            }
        guard let pointer else { throw OpenSSLFailure("EVP_PKEY_Q_keygen") }
        return PrivateKey(adopting: pointer)
    }

    /// One that clients refuse, and that no certificate of the stack's own ever has: RSA of 1024 bits.
    static func generateWeak() throws(OpenSSLFailure) -> PrivateKey {
        guard let pointer = x509_generate_rsa(1_024) else { throw OpenSSLFailure("EVP_PKEY_Q_keygen") }
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
}
