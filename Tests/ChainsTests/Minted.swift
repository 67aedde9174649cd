import COpenSSL
import Testbed

/// A certificate that was made of a draft, and its key.
struct Minted: Sendable {
    var pem: [UInt8]
    var keyPEM: [UInt8]

    struct Failure: Error {}

    /// Makes what the draft says, signed by an issuer or by itself.
    init(_ draft: Draft, by issuer: Minted? = nil) throws {
        guard let key = Self.makeKey(draft.key), let certificate = X509_new() else { throw Failure() }
        let authority = try issuer.map { try CertificateMaterial.load(certificate: $0.pem, key: $0.keyPEM) }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
            X509_free(authority?.certificate)
            EVP_PKEY_free(authority?.key)
        }
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), draft.serial ?? Int64.random(in: 1...Int64.max))
        X509_gmtime_adj(X509_getm_notBefore(certificate), draft.from)
        X509_gmtime_adj(X509_getm_notAfter(certificate), draft.until)
        X509_set_pubkey(certificate, key)
        let subject = X509_get_subject_name(certificate)
        for attribute in draft.subject {
            let bytes = Array(attribute.value.utf8)
            X509_NAME_add_entry_by_txt(subject, attribute.name, attribute.type, bytes, Int32(bytes.count), -1, 0)
        }
        X509_set_issuer_name(certificate, authority.map { X509_get_subject_name($0.certificate) } ?? subject)
        try CertificateMaterial.add(
            draft.extensions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, to: certificate,
            issuer: authority?.certificate ?? certificate)
        let stranger = draft.isForged ? Self.makeKey(.curve("P-256")) : nil
        defer { EVP_PKEY_free(stranger) }
        let signer = stranger ?? authority?.key ?? key
        let digest = EVP_PKEY_is_a(signer, "ED25519") == 1 ? nil : EVP_get_digestbyname(draft.digest)
        guard X509_sign(certificate, signer, digest) > 0 else { throw Failure() }
        pem = CertificateMaterial.text { PEM_write_bio_X509($0, certificate) }
        keyPEM = CertificateMaterial.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
    }

    private static func makeKey(_ kind: Draft.Key) -> OpaquePointer? {
        let name =
            switch kind {
            case .curve: "EC"
            case .rsa: "RSA"
            case .ed25519: "ED25519"
            }
        let context = EVP_PKEY_CTX_new_from_name(nil, name, nil)
        defer { EVP_PKEY_CTX_free(context) }
        EVP_PKEY_keygen_init(context)
        switch kind {
        case .curve(let curve): EVP_PKEY_CTX_set_group_name(context, curve)
        case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits)
        case .ed25519: break
        }
        var key: OpaquePointer?
        EVP_PKEY_generate(context, &key)
        return key
    }
}
