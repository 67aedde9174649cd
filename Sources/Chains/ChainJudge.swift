package import StackModel

/// Judges chains by the rules of some clients.
package struct ChainJudge: Sendable {
    private let trusted: TrustedIssuers
    private let namesRoots: Bool
    private let profiles: [ChainProfile]
    private let now: Double
    private let isOtherTime: Bool

    /// - Parameters:
    ///   - trusted: where chains may end.
    ///   - namesRoots: whether these are all that are trusted; if not, so is a root that comes with its chain.
    ///   - now: when it judges, in seconds since 1970-01-01T00:00:00Z.
    ///   - isOtherTime: whether that is another time than the clock's.
    package init(
        trusted: TrustedIssuers, namesRoots: Bool, profiles: [ChainProfile] = ChainProfile.allCases, now: Double,
        isOtherTime: Bool = false
    ) {
        self.trusted = trusted
        self.namesRoots = namesRoots
        self.profiles = profiles
        self.now = now
        self.isOtherTime = isOtherTime
    }

    /// Judges a chain as it stands in a PEM text; `nil` if there is none, or a certificate that cannot be read.
    ///
    /// A text of authorities alone, which is nobody's as a server, is judged as that, unless a host is named.
    package func report(target: String, host: String?, pem: [UInt8]) -> LintReport? {
        ParsedCertificate.chain(pem: pem).flatMap {
            report(target: target, host: host, sent: $0, mayBeOfAuthorities: host == nil)
        }
    }

    /// Judges a chain as a server sent it; `nil` if it is empty.
    package func report(target: String, host: String?, chain: [ServedCertificate]) -> LintReport? {
        report(target: target, host: host, sent: chain.compactMap { ParsedCertificate(der: $0.der) })
    }

    private func report(
        target: String, host: String?, sent: [ParsedCertificate], mayBeOfAuthorities: Bool = false
    ) -> LintReport? {
        guard
            var facts = ChainFacts(sent: sent, trusted: trusted, namesRoots: namesRoots, host: host, now: now)
        else { return nil }
        facts.hasServer = !mayBeOfAuthorities || !facts.certificates[..<facts.sentCount].allSatisfy(\.isAuthorityAlone)
        facts.isOtherTime = isOtherTime
        return LintReport(
            target: target, host: host, profiles: profiles, chain: facts.certificates.map(\.shown),
            sentCount: facts.sentCount, isOfAuthorities: !facts.hasServer,
            findings: Self.findings(facts, profiles: profiles))
    }

    /// What the rules of these profiles have against the chain, errors first.
    static func findings(_ facts: ChainFacts, profiles: [ChainProfile]) -> [ChainFinding] {
        let found = RuleTable.rules.flatMap { rule in
            rule.judge(facts).compactMap { fault -> ChainFinding? in
                let refusing = (fault.profiles ?? rule.profiles).filter(profiles.contains)
                guard !refusing.isEmpty else { return nil }
                return ChainFinding(
                    rule: rule.id, severity: rule.severity, profiles: refusing, certificate: fault.certificate,
                    message: fault.message, source: rule.source, remedy: rule.remedy)
            }
        }
        return found.filter { $0.severity == .error } + found.filter { $0.severity == .notice }
    }
}
