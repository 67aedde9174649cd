/// Truststores as PKCS #12 (RFC 7292), in the form that Java's own `cacerts` has since version 18:
/// neither encrypted nor with a MAC, since all in it is public, so that it needs no password; Java 8 and later read it.
enum PKCS12 {
    private static let data = DER.identifier(1, 2, 840, 113549, 1, 7, 1)
    private static let certificateBag = DER.identifier(1, 2, 840, 113549, 1, 12, 10, 1, 3)
    private static let x509Certificate = DER.identifier(1, 2, 840, 113549, 1, 9, 22, 1)
    private static let friendlyName = DER.identifier(1, 2, 840, 113549, 1, 9, 20)
    /// Oracle's attribute that makes Java take a certificate for a trusted one, here for every usage.
    private static let trustedKeyUsage = DER.sequence(
        DER.identifier(2, 16, 840, 1, 113894, 746875, 1, 1), DER.set(DER.identifier(2, 5, 29, 37, 0)))

    /// A truststore of these certificates (DER). The same certificates always give the same bytes.
    static func truststore(_ certificates: [[UInt8]]) -> [UInt8] {
        let bags = certificates.enumerated().map { bag($1, name: "root \($0)") }
        let safe = contents(DER.sequence(of: bags))
        return DER.sequence(DER.integer(3), contents(DER.sequence(safe)))
    }

    private static func contents(_ bytes: [UInt8]) -> [UInt8] {
        DER.sequence(data, DER.explicit(DER.octets(bytes)))
    }

    private static func bag(_ certificate: [UInt8], name: String) -> [UInt8] {
        DER.sequence(
            certificateBag, DER.explicit(DER.sequence(x509Certificate, DER.explicit(DER.octets(certificate)))),
            DER.set(DER.sequence(friendlyName, DER.set(DER.text(name))), trustedKeyUsage))
    }
}
