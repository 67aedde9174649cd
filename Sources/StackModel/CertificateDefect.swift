/// What is wrong, on purpose, with the certificate that a service shows, so that clients can prove that they refuse it.
///
/// Everything else about it is as it should be.
package enum CertificateDefect: String, Sendable, Hashable, CaseIterable {
    /// Signed with its own key.
    case selfSigned = "self_signed"
    /// Signed by an authority that nobody knows, which is sent along.
    case untrusted
    case expired
    case notYetValid = "not_yet_valid"
    /// For another name than the certificate's own.
    case wrongHost = "wrong_host"
    /// For clients alone.
    case wrongUsage = "wrong_usage"
    /// Signed by an intermediate that is not sent.
    case missingIntermediate = "missing_intermediate"
    /// Followed by the root and then the intermediate.
    case reversedChain = "reversed_chain"
    /// RSA of 1024 bits.
    case weakKey = "weak_key"
    /// Signed over SHA-1.
    case sha1
    /// Without subject alternative names; its first one is the common name.
    case noSAN = "no_san"
    /// With a critical extension that nobody knows.
    case criticalUnknown = "critical_unknown"
    /// An authority's own.
    case caAsLeaf = "ca_as_leaf"
    /// With a name too many, which the authority's name constraints leave out.
    case nameNotPermitted = "name_not_permitted"
    /// Without an authority key identifier.
    case missingAKI = "missing_aki"
}

extension CertificateDefect {
    /// Why a check fails that asks a server with this defect; `nil` where OpenSSL accepts it.
    package func failure(under policy: RequestSpecification.Policy) -> FailureReason? {
        switch self {
        case .selfSigned: .selfSigned
        case .untrusted, .missingIntermediate: .untrustedIssuer
        case .expired: .expired
        case .notYetValid: .notYetValid
        case .wrongHost: .wrongHost
        case .wrongUsage: .wrongUsage
        case .weakKey, .sha1: .weak
        case .criticalUnknown: .criticalExtension
        case .nameNotPermitted: .nameNotPermitted
        case .missingAKI: policy == .strict ? .untrustedIssuer : nil
        case .reversedChain, .noSAN, .caAsLeaf: nil
        }
    }

    /// Whether the stack's authority signs it: the others need no authority, and harm none.
    package var needsAuthority: Bool { self != .selfSigned && self != .untrusted }
}
