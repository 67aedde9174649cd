package import Diagnostics
package import StackModel

/// Says which rule a failure of TLS broke, where in the chain, and the one thing that would mend it.
package struct FailureExplainer: Sendable {
    /// What failed.
    package struct Failure: Sendable {
        package var reason: FailureReason
        /// OpenSSL's own words.
        package var detail: String
        /// As it was served, leaf first.
        package var chain: [ServedCertificate]

        package init(_ reason: FailureReason, detail: String, chain: [ServedCertificate]) {
            self.reason = reason
            self.detail = detail
            self.chain = chain
        }
    }

    /// The certificate that the client showed.
    package struct Shown: Sendable {
        package var name: String
        /// Leaf first.
        package var chainPEM: [UInt8]

        package init(name: String, chainPEM: [UInt8]) {
            self.name = name
            self.chainPEM = chainPEM
        }
    }

    private let failure: Failure
    private let url: RequestURL
    private let trust: RequestSpecification.Trust
    private let policy: RequestSpecification.Policy
    private let stack: StackCertificates?
    /// Where the check stands that trusts so; `nil` of a command.
    private let site: SourceLocation?
    private let shown: Shown?
    private let trusted: TrustedIssuers
    private let now: Double
    private let isOtherTime: Bool

    /// - Parameters:
    ///   - trustedPEM: what the client trusts, as PEM, where that is a file.
    ///   - shown: `nil` of a client that showed no certificate.
    ///   - now: when the chain was judged, in seconds since 1970-01-01T00:00:00Z.
    ///   - isOtherTime: whether that is another time than the clock's.
    package init(
        _ failure: Failure, url: RequestURL, trust: RequestSpecification.Trust,
        policy: RequestSpecification.Policy = .default, trustedPEM: [UInt8]?, stack: StackCertificates?,
        site: SourceLocation?, shown: Shown? = nil, now: Double, isOtherTime: Bool = false
    ) {
        self.failure = failure
        self.url = url
        self.trust = trust
        self.policy = policy
        self.stack = stack
        self.site = site
        self.shown = shown
        self.now = now
        self.isOtherTime = isOtherTime
        trusted = TrustedIssuers(
            pem: trustedPEM.map { [$0] } ?? [], includesSystem: trust == .system || trust == .installed)
    }

    /// `nil` of a failure that has nothing to do with TLS.
    package var explanation: ChainExplanation? {
        let refusal = ClientRefusal(
            reason: failure.reason, url: url, stack: stack, site: site, shown: shown, now: now,
            isOtherTime: isOtherTime)
        if let explanation = refusal.explanation { return explanation }
        if let rule = HandshakeRule.rule(for: failure.reason) {
            return ChainExplanation(
                rule: rule.id, requirement: rule.requirement, source: rule.source, finding: rule.finding,
                certificate: nil, remedy: rule.remedy(url))
        }
        guard failure.reason.isOfChain else { return nil }
        let facts = facts
        let finding = facts.flatMap(finding(of:))
        guard let rule = finding.flatMap({ found in RuleTable.rules.first { $0.id == found.rule } }) ?? defaultRule
        else { return nil }
        return ChainExplanation(
            rule: rule.id, requirement: rule.requirement, source: rule.source,
            finding: finding?.message ?? failure.detail, certificate: finding?.certificate,
            remedy: RemedyFinder(
                reason: failure.reason, rule: rule, chain: failure.chain, url: url, trust: trust, stack: stack,
                site: site, forbidden: facts?.forbiddenNames.first, now: now,
                isOtherTime: isOtherTime
            ).remedy)
    }

    private var facts: ChainFacts? {
        var facts = ChainFacts(
            sent: failure.chain.compactMap { ParsedCertificate(der: $0.der) }, trusted: trusted, namesRoots: true,
            host: url.host, now: now)
        facts?.isOtherTime = isOtherTime
        return facts
    }

    /// The first finding of the client's own rules that explains the reason.
    private func finding(of facts: ChainFacts) -> ChainFinding? {
        let explaining = Set(RuleTable.rules.filter { $0.reason == failure.reason }.map(\.id))
        return ChainJudge.findings(facts, profiles: [policy == .strict ? .strict : .openssl])
            .first { explaining.contains($0.rule) }
    }

    private var defaultRule: Rule? { RuleTable.rules.first { $0.reason == failure.reason } }
}
