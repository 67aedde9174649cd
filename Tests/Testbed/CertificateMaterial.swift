import COpenSSL

/// What every test that makes certificates by OpenSSL needs: PEM in and out, and extensions by their text.
package enum CertificateMaterial {
    package struct Failure: Error {}

    /// A certificate and its key, which the caller frees.
    package static func load(
        certificate: [UInt8], key: [UInt8]
    ) throws -> (certificate: OpaquePointer, key: OpaquePointer) {
        guard let certificates = BIO_new_mem_buf(certificate, Int32(certificate.count)),
            let keys = BIO_new_mem_buf(key, Int32(key.count))
        else { throw Failure() }
        defer {
            BIO_free(certificates)
            BIO_free(keys)
        }
        guard let certificate = PEM_read_bio_X509(certificates, nil, nil, nil),
            let key = PEM_read_bio_PrivateKey(keys, nil, nil, nil)
        else { throw Failure() }
        return (certificate, key)
    }

    /// What a function of OpenSSL writes; empty when it fails.
    package static func text(_ write: (OpaquePointer) -> Int32) -> [UInt8] {
        guard let sink = BIO_new(BIO_s_mem()) else { return [] }
        defer { BIO_free(sink) }
        guard write(sink) == 1 else { return [] }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(sink))
        let count = BIO_read(sink, &bytes, Int32(bytes.count))
        return Array(bytes.prefix(Int(count)))
    }

    /// Adds extensions in this order, each by its NID and its text: x509v3_config(5).
    package static func add(
        _ extensions: [(Int32, String)], to certificate: OpaquePointer, issuer: OpaquePointer
    ) throws {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        for (number, value) in extensions {
            guard let made = X509V3_EXT_conf_nid(nil, &context, number, value) else { throw Failure() }
            defer { X509_EXTENSION_free(made) }
            guard X509_add_ext(certificate, made, -1) == 1 else { throw Failure() }
        }
    }
}
