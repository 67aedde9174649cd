package import StackModel

/// What some clients ask of a chain, and how to see whether it keeps to it.
package struct Rule: Sendable {
    /// A place where a chain breaks the rule.
    struct Fault: Sendable {
        /// Its index in the facts; `nil` of the chain as a whole.
        var certificate: Int?
        var message: String
        /// Those of the rule's profiles that refuse it; `nil` for all of them.
        var profiles: [ChainProfile]?

        init(_ certificate: Int?, _ message: String, profiles: [ChainProfile]? = nil) {
            self.certificate = certificate
            self.message = message
            self.profiles = profiles
        }
    }

    /// The rule's name, which stays the same when its words change.
    package let id: String
    package let severity: ChainFinding.Severity
    /// Who refuses a chain that breaks it.
    package let profiles: [ChainProfile]
    /// What it asks for.
    package let requirement: String
    /// Where that is written.
    package let source: String
    package let remedy: String
    /// Why an exchange fails when the rule is broken.
    let reason: FailureReason?
    let judge: @Sendable (ChainFacts) -> [Fault]

    init(
        _ id: String, _ profiles: [ChainProfile], severity: ChainFinding.Severity = .error,
        reason: FailureReason? = nil, requires requirement: String, source: String, remedy: String,
        judge: @escaping @Sendable (ChainFacts) -> [Fault]
    ) {
        self.id = id
        self.severity = severity
        self.profiles = profiles
        self.requirement = requirement
        self.source = source
        self.remedy = remedy
        self.reason = reason
        self.judge = judge
    }
}

extension [ChainProfile] {
    static let all = ChainProfile.allCases

    func without(_ others: ChainProfile...) -> [ChainProfile] { filter { !others.contains($0) } }
}

extension ChainFacts {
    /// A fault for each certificate of the path for which there are words.
    func faults(_ words: (Int, CertificateFacts) -> String?) -> [Rule.Fault] {
        members.compactMap { index, facts in words(index, facts).map { Rule.Fault(index, $0) } }
    }

    /// A fault for the leaf, if there are words, and it is a server's.
    func leafFault(_ words: String?, profiles: [ChainProfile]? = nil) -> [Rule.Fault] {
        guard hasServer, let words else { return [] }
        return [Rule.Fault(path[0], words, profiles: profiles)]
    }

    /// How to speak of a certificate of the path.
    func title(_ index: Int) -> String {
        index == path[0] && hasServer ? "the certificate" : "the issuer \(certificates[index].shown.subject)"
    }

    /// Who minds what a certificate of the path says: of what is trusted already, Java asks for the name and the key alone
    /// (RFC 5280, 6.1.1 (d); JDK, java.security.cert.TrustAnchor).
    func refusing(_ index: Int) -> [ChainProfile] {
        index == path.last && !isAlone && end != .missingIssuer ? .all.without(.java) : .all
    }
}
