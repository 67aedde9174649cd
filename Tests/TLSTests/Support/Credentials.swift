import COpenSSL
import Testbed

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
        let authority = try issuer.map { try CertificateMaterial.load(certificate: $0.certificatePEM, key: $0.keyPEM) }
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
        certificatePEM = CertificateMaterial.text { PEM_write_bio_X509($0, certificate) }
        keyPEM = CertificateMaterial.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
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
        try CertificateMaterial.add(extensions, to: certificate, issuer: issuer)
    }
}
