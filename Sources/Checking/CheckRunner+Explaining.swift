internal import Chains
internal import Diagnostics
import Linux
internal import StackModel

extension CheckRunner {
    /// Which rule of TLS a failure broke, and what would mend it; `nil` of a failure of another kind.
    ///
    /// - Parameters:
    ///   - site: where the check stands whose line could mend it.
    ///   - judgingTime: when certificates were judged, if not at the moment itself.
    func explanation(
        of failure: ExchangeFailure, _ request: RequestSpecification, at site: SourceLocation?,
        as judgingTime: JudgingTime? = nil
    ) -> ChainExplanation? {
        guard case .reason(let reason) = failure.cause, request.url.isSecure else { return nil }
        let trusted: [UInt8]?
        switch request.trust {
        case .stack: trusted = environment.authorityPEM
        case .file(let path): trusted = try? WholeFile.read(path)
        case .system, .installed, .none: trusted = nil
        }
        return FailureExplainer(
            FailureExplainer.Failure(reason, detail: failure.detail, chain: failure.facts.chain), url: request.url,
            trust: request.trust, policy: request.policy, trustedPEM: trusted, stack: environment.certificates,
            site: site, shown: shown(by: request), now: judgingTime?.seconds ?? WallClock.now(),
            isOtherTime: judgingTime != nil
        ).explanation
    }

    private func shown(by request: RequestSpecification) -> FailureExplainer.Shown? {
        guard let name = request.clientCertificate, let identity = try? environment.identity(name) else { return nil }
        return FailureExplainer.Shown(name: name, chainPEM: identity.chainPEM)
    }
}
