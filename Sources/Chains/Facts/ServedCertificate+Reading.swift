import COpenSSL
internal import Glibc
package import StackModel

extension ServedCertificate {
    /// What a report shows of an `X509`, which stays its owner's.
    package init(certificate: OpaquePointer) {
        self.init(
            subject: DistinguishedName.text(X509_get_subject_name(certificate)),
            issuer: DistinguishedName.text(X509_get_issuer_name(certificate)),
            names: (AlternativeName.names(of: certificate) ?? []).compactMap(Self.host),
            notBefore: Self.seconds(X509_get0_notBefore(certificate)),
            notAfter: Self.seconds(X509_get0_notAfter(certificate)),
            serial: Self.serial(of: certificate),
            key: PublicKeyKind(of: certificate).description,
            isSelfSigned: X509_get_extension_flags(certificate) & UInt32(EXFLAG_SS) != 0,
            der: ParsedCertificate.der(of: certificate))
    }

    /// The leaf of a PEM text; `nil` if there is none that can be read.
    package static func leaf(pem: [UInt8]) -> ServedCertificate? {
        ParsedCertificate.chain(pem: pem)?.first.map { ServedCertificate(certificate: $0.pointer) }
    }

    /// A name by which a server can be asked for.
    private static func host(_ name: AlternativeName) -> String? {
        switch name {
        case .dns, .address: name.description
        case .email, .uri, .other: nil
        }
    }

    static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Double {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
        return Double(timegm(&parts))
    }

    private static func serial(of certificate: OpaquePointer) -> String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else { return "" }
        defer { BN_free(number) }
        guard let digits = BN_bn2hex(number) else { return "" }
        defer { CRYPTO_free(digits, #file, #line) }
        return String(cString: digits).lowercased()
    }
}
