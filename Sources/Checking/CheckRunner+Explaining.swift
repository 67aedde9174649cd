internal import Chains
internal import Diagnostics
import Linux
internal import StackModel

extension CheckRunner {
    /// Which rule of TLS a failure broke, and what would mend it; `nil` of a failure of another kind.
    ///
    /// - Parameter site: where the check stands whose line could mend it.
    func explanation(
        of failure: ExchangeFailure, _ request: RequestSpecification, at site: SourceLocation?
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
            site: site, shown: shown(by: request), now: WallClock.now()
        ).explanation
    }

    private func shown(by request: RequestSpecification) -> FailureExplainer.Shown? {
        guard let name = request.clientCertificate, let identity = try? environment.identity(name) else { return nil }
        return FailureExplainer.Shown(name: name, chainPEM: identity.chainPEM)
    }
}
