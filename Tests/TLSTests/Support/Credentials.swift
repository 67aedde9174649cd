import COpenSSL

/// A certificate and its key, made for a test.
struct Credentials: Sendable {
    var certificatePEM: [UInt8]
    var keyPEM: [UInt8]

    /// Makes what the recipe says, signed by an issuer or by itself.
    init(_ recipe: Recipe = Recipe(), by issuer: Credentials? = nil) throws {
        guard let key = Self.makeKey(recipe.key), let certificate = X509_new() else { throw Failure() }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        let authority = try issuer.map { try $0.load() }
        defer {
            X509_free(authority?.certificate)
            EVP_PKEY_free(authority?.key)
        }
        // X.509 version 3.
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), UInt64.random(in: 1...UInt64(Int64.max)))
        X509_gmtime_adj(X509_getm_notBefore(certificate), recipe.validFrom)
        X509_gmtime_adj(X509_getm_notAfter(certificate), recipe.validUntil)
        X509_set_pubkey(certificate, key)
        let subject = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, recipe.subject, -1, -1, 0)
        X509_set_issuer_name(certificate, authority.flatMap { X509_get_subject_name($0.certificate) } ?? subject)
        try Self.addExtensions(recipe, to: certificate, issuer: authority?.certificate ?? certificate)
        let stranger = recipe.isForged ? Self.makeKey(.p256) : nil
        defer { EVP_PKEY_free(stranger) }
        guard X509_sign(certificate, stranger ?? authority?.key ?? key, EVP_sha256()) > 0 else { throw Failure() }
        certificatePEM = Self.text { PEM_write_bio_X509($0, certificate) }
        keyPEM = Self.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
    }

    struct Failure: Error {}

    private static func makeKey(_ kind: Recipe.Key) -> OpaquePointer? {
        let name =
            switch kind {
            case .p256: "EC"
            case .rsa: "RSA"
            }
        let context = EVP_PKEY_CTX_new_from_name(nil, name, nil)
        defer { EVP_PKEY_CTX_free(context) }
        EVP_PKEY_keygen_init(context)
        switch kind {
        case .p256: EVP_PKEY_CTX_set_group_name(context, "P-256")
        case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits)
        }
        var key: OpaquePointer?
        EVP_PKEY_generate(context, &key)
        return key
    }

    private static func addExtensions(
        _ recipe: Recipe, to certificate: OpaquePointer, issuer: OpaquePointer
    ) throws {
        var extensions: [(Int32, String)] = []
        if recipe.hasKeyIdentifier { extensions.append((NID_subject_key_identifier, "hash")) }
        if issuer != certificate, X509_get0_subject_key_id(issuer) != nil {
            extensions.append((NID_authority_key_identifier, "keyid:always"))
        }
        if recipe.isAuthority {
            let length = recipe.pathLength.map { ",pathlen:\($0)" } ?? ""
            extensions.append((NID_basic_constraints, "critical,CA:TRUE" + length))
            extensions.append((NID_key_usage, "critical,keyCertSign,cRLSign"))
        } else {
            extensions.append((NID_key_usage, "critical,digitalSignature"))
        }
        if let names = recipe.names { extensions.append((NID_subject_alt_name, names)) }
        if let usage = recipe.extendedUsage { extensions.append((NID_ext_key_usage, usage)) }
        if let constraints = recipe.nameConstraints {
            extensions.append((NID_name_constraints, "critical," + constraints))
        }
        // One that no TLS client knows.
        if recipe.hasUnknownCriticalExtension { extensions.append((NID_netscape_comment, "critical,what is this")) }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        for (number, value) in extensions {
            guard let made = X509V3_EXT_conf_nid(nil, &context, number, value) else { throw Failure() }
            defer { X509_EXTENSION_free(made) }
            guard X509_add_ext(certificate, made, -1) == 1 else { throw Failure() }
        }
    }

    private func load() throws -> (certificate: OpaquePointer, key: OpaquePointer) {
        guard let certificates = BIO_new_mem_buf(certificatePEM, Int32(certificatePEM.count)),
            let keys = BIO_new_mem_buf(keyPEM, Int32(keyPEM.count))
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

    private static func text(_ write: (OpaquePointer) -> Int32) -> [UInt8] {
        guard let sink = BIO_new(BIO_s_mem()) else { return [] }
        defer { BIO_free(sink) }
        guard write(sink) == 1 else { return [] }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(sink))
        let count = BIO_read(sink, &bytes, Int32(bytes.count))
        return Array(bytes.prefix(Int(count)))
    }
}
