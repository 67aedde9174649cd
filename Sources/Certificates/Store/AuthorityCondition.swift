internal import Diagnostics

/// What was found of the authority.
enum AuthorityCondition {
    case sound(Authority)
    /// Neither of its files is there.
    case absent
    /// Its certificate is missing, and can be made again for the key.
    case keyOnly(PrivateKey)
    /// It is sound, but for other names than the stack file permits, or without room for an intermediate below it.
    case otherNames(Authority, reason: String)
    /// It cannot be used, and only the user may decide to give it up.
    case broken(Diagnostic, Certificate?)

    /// The certificate, where one can be read.
    var certificate: Certificate? {
        switch self {
        case .sound(let authority), .otherNames(let authority, _): authority.certificate
        case .broken(_, let certificate): certificate
        case .absent, .keyOnly: nil
        }
    }

    /// Who has to have signed the leaves, as far as that can be told.
    var issuer: Issuer? {
        if case .sound(let authority) = self { return Issuer(authority) }
        return certificate.map { Issuer(certificate: $0) }
    }
}
