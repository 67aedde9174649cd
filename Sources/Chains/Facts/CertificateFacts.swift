internal import StackModel

/// What a certificate says, as far as the rules ask for it.
struct CertificateFacts: Equatable, Sendable {
    struct BasicConstraints: Equatable, Sendable {
        var isAuthority: Bool
        var pathLength: Int?
        var isCritical: Bool
    }

    /// Bits of the key usage extension (RFC 5280, 4.2.1.3).
    struct KeyUsage: OptionSet, Equatable, Sendable {
        let rawValue: UInt32

        static let digitalSignature = KeyUsage(rawValue: 0x80)
        static let keyEncipherment = KeyUsage(rawValue: 0x20)
        static let keyAgreement = KeyUsage(rawValue: 0x08)
        static let certificateSigning = KeyUsage(rawValue: 0x04)
    }

    /// For people and reports.
    var shown: ServedCertificate
    var version: Int
    var hasEmptySubject: Bool
    var hasEmptyIssuer: Bool
    /// Whether subject and issuer are one.
    var isSelfIssued: Bool
    var isSerialNegative: Bool
    /// How many bytes the serial number takes.
    var serialLength: Int
    /// `nil` without the extension.
    var names: [AlternativeName]?
    var areNamesCritical: Bool
    var commonNames: [String]
    /// Values of subject and issuer that are no PrintableString though they are written as one.
    var unprintable: [String]
    var key: PublicKeyKind
    /// OpenSSL's name of the digest that it is signed with, in lower case: `sha256`; `nil` of schemes that have none.
    var digest: String?
    /// Whether the algorithm stands alike in both of its places (RFC 5280, 4.1.1.2).
    var isAlgorithmConsistent: Bool
    var basicConstraints: BasicConstraints?
    var keyUsage: KeyUsage?
    /// Numbers of the purposes, dotted; `nil` without the extension.
    var extendedKeyUsage: [String]?
    var hasAuthorityKeyIdentifier: Bool
    var hasSubjectKeyIdentifier: Bool
    /// Whether it has the extension with name constraints.
    var hasNameConstraints: Bool
    /// Critical extensions that OpenSSL does not know, by their numbers.
    var unknownCritical: [String]
    var hasExtensions: Bool

    var isAuthority: Bool { basicConstraints?.isAuthority ?? false }
    /// Whether it is made for nothing but signing others. One that `openssl req -x509` makes for a server is an authority's
    /// too, by its basicConstraints, and says nothing of signing.
    var isAuthorityAlone: Bool { isAuthority && names == nil && keyUsage?.contains(.certificateSigning) == true }
    /// In seconds.
    var life: Double { shown.notAfter - shown.notBefore }
}
