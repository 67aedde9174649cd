import COpenSSL
internal import StackModel

extension CertificateFacts {
    init(of certificate: ParsedCertificate) {
        let pointer = certificate.pointer
        let subject = X509_get_subject_name(pointer)
        let issuer = X509_get_issuer_name(pointer)
        let serial = X509_get0_serialNumber(pointer)
        self.init(
            shown: ServedCertificate(certificate: pointer),
            version: Int(X509_get_version(pointer)) + 1,
            hasEmptySubject: X509_NAME_entry_count(subject) == 0,
            hasEmptyIssuer: X509_NAME_entry_count(issuer) == 0,
            isSelfIssued: X509_NAME_cmp(subject, issuer) == 0,
            isSerialNegative: serial.map { ASN1_STRING_type($0) == V_ASN1_NEG_INTEGER } ?? false,
            serialLength: Int(ASN1_STRING_length(serial)),
            names: AlternativeName.names(of: pointer),
            areNamesCritical: Self.isCritical(NID_subject_alt_name, pointer),
            commonNames: DistinguishedName.commonNames(subject),
            unprintable: DistinguishedName.unprintable(subject) + DistinguishedName.unprintable(issuer),
            key: PublicKeyKind(of: pointer),
            digest: Self.digest(of: pointer),
            isAlgorithmConsistent: Self.isAlgorithmConsistent(pointer),
            basicConstraints: Self.basicConstraints(of: pointer),
            keyUsage: Self.has(NID_key_usage, pointer) ? KeyUsage(rawValue: X509_get_key_usage(pointer)) : nil,
            extendedKeyUsage: Self.extendedKeyUsage(of: pointer),
            hasAuthorityKeyIdentifier: Self.has(NID_authority_key_identifier, pointer),
            hasSubjectKeyIdentifier: Self.has(NID_subject_key_identifier, pointer),
            hasNameConstraints: Self.has(NID_name_constraints, pointer),
            unknownCritical: Self.unknownCritical(of: pointer),
            hasExtensions: X509_get_ext_count(pointer) > 0)
        ERR_clear_error()
    }

    private static func has(_ kind: Int32, _ certificate: OpaquePointer) -> Bool {
        X509_get_ext_by_NID(certificate, kind, -1) >= 0
    }

    private static func isCritical(_ kind: Int32, _ certificate: OpaquePointer) -> Bool {
        let index = X509_get_ext_by_NID(certificate, kind, -1)
        return index >= 0 && X509_EXTENSION_get_critical(X509_get_ext(certificate, index)) == 1
    }

    private static func basicConstraints(of certificate: OpaquePointer) -> BasicConstraints? {
        guard let value = X509_get_ext_d2i(certificate, NID_basic_constraints, nil, nil) else { return nil }
        let constraints = value.assumingMemoryBound(to: BASIC_CONSTRAINTS.self)
        defer { BASIC_CONSTRAINTS_free(constraints) }
        return BasicConstraints(
            isAuthority: constraints.pointee.ca != 0,
            pathLength: constraints.pointee.pathlen.map { ASN1_INTEGER_get($0) },
            isCritical: isCritical(NID_basic_constraints, certificate))
    }

    private static func extendedKeyUsage(of certificate: OpaquePointer) -> [String]? {
        guard let value = X509_get_ext_d2i(certificate, NID_ext_key_usage, nil, nil) else { return nil }
        let usages = OpaquePointer(value)
        defer { EXTENDED_KEY_USAGE_free(usages) }
        return (0..<max(0, chain_usages_count(usages))).map { number(of: chain_usages_at(usages, $0)) }
    }

    private static func unknownCritical(of certificate: OpaquePointer) -> [String] {
        (0..<max(0, X509_get_ext_count(certificate))).compactMap { index in
            let extension_ = X509_get_ext(certificate, index)
            guard X509_EXTENSION_get_critical(extension_) == 1, X509_supported_extension(extension_) == 0 else {
                return nil
            }
            return number(of: X509_EXTENSION_get_object(extension_))
        }
    }

    /// An object identifier in figures: `1.3.6.1.5.5.7.3.1`.
    private static func number(of object: OpaquePointer?) -> String {
        var text = [CChar](repeating: 0, count: 128)
        let length = OBJ_obj2txt(&text, Int32(text.count), object, 1)
        return String(decoding: text.prefix(Int(max(0, min(length, 127)))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func digest(of certificate: OpaquePointer) -> String? {
        var digest: Int32 = 0
        guard X509_get_signature_info(certificate, &digest, nil, nil, nil) == 1, digest != NID_undef,
            let name = OBJ_nid2sn(digest)
        else { return nil }
        return String(cString: name).lowercased()
    }

    private static func isAlgorithmConsistent(_ certificate: OpaquePointer) -> Bool {
        var outer: UnsafePointer<X509_ALGOR>?
        X509_get0_signature(nil, &outer, certificate)
        guard let outer, let inner = X509_get0_tbs_sigalg(certificate) else { return false }
        return X509_ALGOR_cmp(outer, inner) == 0
    }
}
