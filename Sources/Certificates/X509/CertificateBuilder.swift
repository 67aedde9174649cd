import COpenSSL
import Glibc

/// Makes certificates: the fields that every one of them has, extension by extension, then the signature.
struct CertificateBuilder {
    /// How far back a certificate's life begins, for clients whose clock is behind: an hour, in seconds.
    static let leeway: Double = 3_600

    private let certificate: Certificate

    /// A certificate of version 3 with a random serial number for this key.
    init(key: PrivateKey, notBefore: Double, notAfter: Double) throws(OpenSSLFailure) {
        try self.init()
        let pointer = certificate.pointer
        guard X509_set_version(pointer, Int(X509_VERSION_3)) == 1 else { throw OpenSSLFailure("X509_set_version") }
        try setRandomSerial()
        guard ASN1_TIME_set(X509_getm_notBefore(pointer), time_t(notBefore)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(pointer), time_t(notAfter)) != nil
        else { throw OpenSSLFailure("ASN1_TIME_set") }
        guard X509_set_pubkey(pointer, key.pointer) == 1 else { throw OpenSSLFailure("X509_set_pubkey") }
    }

    /// What is only looked at: a certificate for this name, without key and signature.
    static func unsigned(for name: SubjectName) throws(OpenSSLFailure) -> Certificate {
        let builder = try CertificateBuilder()
        try builder.addNames([name])
        return builder.certificate
    }

    private init() throws(OpenSSLFailure) {
        guard let pointer = X509_new() else { throw OpenSSLFailure("X509_new") }
        certificate = Certificate(adopting: pointer)
    }

    /// 16 bytes of which 126 bits are random: positive, and the same length for all (RFC 5280, 4.1.2.2).
    private func setRandomSerial() throws(OpenSSLFailure) {
        var bytes = try Self.randomBytes(16)
        bytes[0] = bytes[0] & 0x3F | 0x40
        guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { throw OpenSSLFailure("BN_bin2bn") }
        defer { BN_free(number) }
        guard BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.pointer)) != nil else {
            throw OpenSSLFailure("BN_to_ASN1_INTEGER")
        }
    }

    static func randomBytes(_ count: Int) throws(OpenSSLFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw OpenSSLFailure("RAND_bytes") }
        return bytes
    }

    func setSubject(organisation: String, commonName: String) throws(OpenSSLFailure) {
        let subject = X509_get_subject_name(certificate.pointer)
        for (field, text) in [("O", organisation), ("CN", commonName)] {
            let bytes = Array(text.utf8)
            guard X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0) == 1
            else { throw OpenSSLFailure("X509_NAME_add_entry_by_txt") }
        }
    }

    /// The issuer must be set before an authority key identifier is added; a root is its own, once its subject is set.
    func setIssuer(_ issuer: Certificate?) throws(OpenSSLFailure) {
        let name = X509_get_subject_name((issuer ?? certificate).pointer)
        guard X509_set_issuer_name(certificate.pointer, name) == 1 else {
            throw OpenSSLFailure("X509_set_issuer_name")
        }
    }

    /// Adds an extension from the text that openssl.cnf would have (x509v3_config(5)).
    func addExtension(_ identifier: Int32, _ value: String, issuer: Certificate? = nil) throws(OpenSSLFailure) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, (issuer ?? certificate).pointer, certificate.pointer, nil, nil, 0)
        guard let built = X509V3_EXT_nconf_nid(nil, &context, identifier, value) else {
            throw OpenSSLFailure("X509V3_EXT_nconf_nid")
        }
        try add(adopting: built)
    }

    /// Adds an extension, and frees it: the certificate has a copy.
    func add(adopting built: OpaquePointer) throws(OpenSSLFailure) {
        defer { X509_EXTENSION_free(built) }
        guard X509_add_ext(certificate.pointer, built, -1) == 1 else { throw OpenSSLFailure("X509_add_ext") }
    }

    /// Adds the subject alternative names, not critical (RFC 5280, 4.2.1.6, since there is a subject).
    func addNames(_ names: [SubjectName]) throws(OpenSSLFailure) {
        guard let stack = x509_names_new() else { throw OpenSSLFailure("sk_GENERAL_NAME_new_null") }
        defer { GENERAL_NAMES_free(stack) }
        for name in names {
            let built =
                switch name {
                case .dns(let text): try Self.generalName(GEN_DNS, Array(text.utf8))
                case .address(let bytes): try Self.generalName(GEN_IPADD, bytes)
                case .email(let text, _): try Self.generalName(GEN_EMAIL, Array(text.utf8))
                case .uri(let text, _): try Self.generalName(GEN_URI, Array(text.utf8))
                }
            guard x509_names_push(stack, built) > 0 else {
                GENERAL_NAME_free(built)
                throw OpenSSLFailure("sk_GENERAL_NAME_push")
            }
        }
        try add(NID_subject_alt_name, UnsafeMutableRawPointer(stack), isCritical: false)
    }

    /// Adds the name constraints, critical as RFC 5280, 4.2.1.10, demands.
    func addNameConstraints(_ constraints: NameConstraints) throws(OpenSSLFailure) {
        guard let built = NAME_CONSTRAINTS_new() else { throw OpenSSLFailure("NAME_CONSTRAINTS_new") }
        defer { NAME_CONSTRAINTS_free(built) }
        for subtree in constraints.permitted.sorted() {
            let name =
                switch subtree {
                case .dns(let text): try Self.generalName(GEN_DNS, Array(text.utf8))
                case .addresses(let base, let prefixLength):
                    try Self.generalName(
                        GEN_IPADD, base + NameConstraints.Subtree.mask(of: prefixLength, count: base.count))
                }
            guard x509_permit(built, name) == 1 else {
                GENERAL_NAME_free(name)
                throw OpenSSLFailure("sk_GENERAL_SUBTREE_push")
            }
        }
        try add(NID_name_constraints, UnsafeMutableRawPointer(built), isCritical: true)
    }

    private func add(_ identifier: Int32, _ value: UnsafeMutableRawPointer, isCritical: Bool) throws(OpenSSLFailure) {
        guard X509_add1_ext_i2d(certificate.pointer, identifier, value, isCritical ? 1 : 0, 0) == 1 else {
            throw OpenSSLFailure("X509_add1_ext_i2d")
        }
    }

    private static func generalName(
        _ kind: Int32, _ bytes: [UInt8]
    ) throws(OpenSSLFailure) -> UnsafeMutablePointer<GENERAL_NAME> {
        guard let name = GENERAL_NAME_new() else { throw OpenSSLFailure("GENERAL_NAME_new") }
        guard let value = ASN1_STRING_type_new(kind == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING) else {
            GENERAL_NAME_free(name)
            throw OpenSSLFailure("ASN1_STRING_type_new")
        }
        // From here on the name owns the value.
        GENERAL_NAME_set0_value(name, kind, value)
        guard ASN1_STRING_set(value, bytes, Int32(bytes.count)) == 1 else {
            GENERAL_NAME_free(name)
            throw OpenSSLFailure("ASN1_STRING_set")
        }
        return name
    }

    func signed(by key: PrivateKey, overSHA1 isWeak: Bool = false) throws(OpenSSLFailure) -> Certificate {
        let digest = isWeak ? EVP_sha1() : key.digest
        guard X509_sign(certificate.pointer, key.pointer, digest) > 0 else { throw OpenSSLFailure("X509_sign") }
        return certificate
    }
}
