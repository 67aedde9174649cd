/// What a certificate says of itself, for people to read.
package struct CertificateDetails: Sendable, Equatable {
    /// The subject alternative names, in the certificate's order.
    package var names: [String]
    /// As `O=devstack, CN=localhost`.
    package var subject: String
    package var issuer: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package var notBefore: Double
    package var notAfter: Double
    /// Hexadecimal, in lower case.
    package var serial: String
    /// SHA-256 of the DER, as `AB:CD:…`.
    package var fingerprint: String

    /// The details of a DER certificate; `nil` if it is none.
    package init?(der: [UInt8]) {
        guard let certificate = Certificate(der: der) else { return nil }
        self.init(of: certificate)
    }

    init(of certificate: Certificate) {
        names = certificate.names
        subject = certificate.subject
        issuer = certificate.issuer
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        serial = certificate.serial
        fingerprint = certificate.fingerprint
    }

    /// The details of each certificate in a PEM text, in its order; `nil` if there is none, or one that cannot be read.
    package static func chain(pem: [UInt8]) -> [CertificateDetails]? {
        Certificate.chain(pem: pem)?.map(CertificateDetails.init(of:))
    }

    /// Whether the first certificate of a PEM text is one that devstack makes: of its own authority, or by another's key.
    package static func isOfDevstack(pem: [UInt8]) -> Bool {
        Certificate.chain(pem: pem)?.first?.subjectOrganisation == Authority.organisation
    }

    /// Whether the first certificate of a PEM text is an authority's (RFC 5280, 4.2.1.9).
    package static func isAuthority(pem: [UInt8]) -> Bool {
        Certificate.chain(pem: pem)?.first?.isAuthority ?? false
    }
}
