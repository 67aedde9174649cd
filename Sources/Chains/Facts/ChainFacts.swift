internal import StackModel

/// A chain as a client sees it: what came, and the path from the leaf to an issuer that is trusted already.
struct ChainFacts: Equatable, Sendable {
    /// How the path ends.
    enum End: Equatable, Sendable {
        /// At a certificate that the client trusts.
        case trusted
        /// At a root that came with the chain; whether it is trusted was not asked.
        case sentRoot
        /// At a root that came with the chain and is not among those that are trusted.
        case untrustedRoot
        /// Where an issuer is missing.
        case missingIssuer
    }

    /// All that is known, by which `path` and findings count: what was sent, then what was trusted already.
    var certificates: [CertificateFacts]
    var sentCount: Int
    /// Indices of `certificates`, leaf first.
    var path: [Int]
    var end: End
    /// Indices of the path's certificates whose signature does not fit their issuer's key.
    var badSignatures: [Int]
    /// Names that an issuer in the path does not permit: the certificate with the name, the name, and the issuer.
    var forbiddenNames: [ForbiddenName]
    /// Pairs of different certificates of the same issuer with the same serial number.
    var reusedSerials: [Int]
    /// Whom the client asks for: a name in lower case or an address; `nil` where that is not known.
    var host: String?
    /// When it is judged, in seconds since 1970-01-01T00:00:00Z.
    var now: Double
    /// Whether that is another time than the clock's.
    var isOtherTime = false
    /// Whether the first certificate is a server's; if not, all of them are authorities, and none is judged as a server's.
    var hasServer = true

    struct ForbiddenName: Equatable, Sendable {
        var certificate: Int
        var name: String?
        var issuer: Int
    }

    var leaf: CertificateFacts { certificates[path[0]] }
    /// The path but for a server's certificate, each with its index.
    var issuers: [(index: Int, facts: CertificateFacts)] {
        path.dropFirst(hasServer ? 1 : 0).map { ($0, certificates[$0]) }
    }
    /// The path, each with its index.
    var members: [(index: Int, facts: CertificateFacts)] { path.map { ($0, certificates[$0]) } }
    /// Whether somebody else vouches for the leaf, or it is itself what is trusted.
    var isAlone: Bool { path.count == 1 }
}
