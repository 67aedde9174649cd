import COpenSSL

/// The certificates in a Java truststore of either kind.
enum Truststore {
    /// The DER of each; `nil` for a file of another kind, or one that the password does not open.
    static func certificates(in bytes: [UInt8], password: String) -> [[UInt8]]? {
        bytes.starts(with: JavaKeyStore.magic) ? JavaKeyStore.certificates(in: bytes) : pkcs12(bytes, password)
    }

    private static func pkcs12(_ bytes: [UInt8], _ password: String) -> [[UInt8]]? {
        defer { ERR_clear_error() }
        let file = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return d2i_PKCS12(nil, &position, buffer.count)
        }
        guard let file else { return nil }
        defer { PKCS12_free(file) }
        guard let safes = PKCS12_unpack_authsafes(file) else { return nil }
        defer { truststore_free_safes(safes) }
        var found: [[UInt8]] = []
        for index in 0..<truststore_safes_count(safes) {
            guard let bags = truststore_bags(safes, index, password) else { return nil }
            defer { truststore_free_bags(bags) }
            for index in 0..<truststore_bags_count(bags) {
                guard let certificate = truststore_certificate(bags, index) else { continue }
                defer { X509_free(certificate) }
                var der: UnsafeMutablePointer<UInt8>?
                let length = i2d_X509(certificate, &der)
                guard length > 0, let der else { return nil }
                found.append(Array(UnsafeBufferPointer(start: der, count: Int(length))))
                CRYPTO_free(der, #fileID, #line)
            }
        }
        return found
    }
}
