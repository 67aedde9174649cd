import COpenSSL
internal import StackModel

extension CertificateBuilder {
    /// A leaf that says what the draft does, for its issuer to sign.
    ///
    /// - Parameters:
    ///   - key: only its public half is used.
    ///   - issuer: `nil` of one that signs itself.
    static func leaf(
        _ draft: LeafDraft, key: PrivateKey, issuer: Certificate?
    ) throws(OpenSSLFailure) -> CertificateBuilder {
        let builder = try CertificateBuilder(key: key, notBefore: draft.notBefore, notAfter: draft.notAfter)
        try builder.setSubject(organisation: Authority.organisation, commonName: draft.label)
        try builder.setIssuer(issuer)
        try builder.addExtension(NID_basic_constraints, draft.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE")
        // TLS 1.2 without forward secrecy encrypts to an RSA key; to one for ECDSA nothing is ever encrypted.
        var usage = key.isRSA ? "critical,digitalSignature,keyEncipherment" : "critical,digitalSignature"
        if draft.isAuthority { usage += ",keyCertSign" }
        try builder.addExtension(NID_key_usage, usage)
        try builder.addExtension(NID_ext_key_usage, draft.usage.extendedKeyUsage)
        try builder.addExtension(NID_subject_key_identifier, "hash")
        if let issuer, draft.namesIssuersKey {
            try builder.addExtension(NID_authority_key_identifier, "keyid:always", issuer: issuer)
        }
        if !draft.names.isEmpty { try builder.addNames(draft.names) }
        if draft.hasUnknownExtension { try builder.addUnknownExtension() }
        return builder
    }

    /// A critical extension of an arc that is for examples (X.660, 2.999): nobody will ever know it.
    private func addUnknownExtension() throws(OpenSSLFailure) {
        guard let identifier = OBJ_txt2obj("2.999.1", 1) else { throw OpenSSLFailure("OBJ_txt2obj") }
        defer { ASN1_OBJECT_free(identifier) }
        guard let value = ASN1_OCTET_STRING_new() else { throw OpenSSLFailure("ASN1_OCTET_STRING_new") }
        defer { ASN1_OCTET_STRING_free(value) }
        // NULL, as DER.
        guard ASN1_OCTET_STRING_set(value, [5, 0], 2) == 1,
            let made = X509_EXTENSION_create_by_OBJ(nil, identifier, 1, value)
        else { throw OpenSSLFailure("X509_EXTENSION_create_by_OBJ") }
        try add(adopting: made)
    }
}

extension CertificateUsage {
    /// As openssl.cnf would have it (x509v3_config(5)).
    var extendedKeyUsage: String {
        switch self {
        case .server: "serverAuth"
        case .client: "clientAuth"
        case .both: "serverAuth,clientAuth"
        }
    }
}
