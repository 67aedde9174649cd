import Linux
internal import StackModel
import Synchronization
import TLS

/// The TLS contexts of a run: each kind of trust is loaded once, when the first check needs it.
final class TrustContexts: Sendable {
    struct Key: Hashable, Sendable {
        /// The stack file's word, or the path of a file.
        var trust: String
        var policy: RequestSpecification.Policy

        init(trust: RequestSpecification.Trust, policy: RequestSpecification.Policy) {
            self.trust = trust.word
            self.policy = policy
        }
    }

    private let authorityPEM: [UInt8]?
    private let contexts = Mutex<[Key: Result<TLSClientContext, ExchangeFailure>]>([:])

    init(authorityPEM: [UInt8]?) {
        self.authorityPEM = authorityPEM
    }

    /// Throws an `ExchangeFailure` in words if there is nothing to trust, or it cannot be read.
    func context(
        for trust: RequestSpecification.Trust, policy: RequestSpecification.Policy
    ) throws(ExchangeFailure) -> TLSClientContext {
        let key = Key(trust: trust, policy: policy)
        // Made under the lock: that two checks wait for one is quicker than that both make it.
        let result = contexts.withLock { contexts in
            if let known = contexts[key] { return known }
            let made = Result { () throws(ExchangeFailure) in try make(trust, policy) }
            contexts[key] = made
            return made
        }
        return try result.get()
    }

    private func make(
        _ trust: RequestSpecification.Trust, _ policy: RequestSpecification.Policy
    ) throws(ExchangeFailure) -> TLSClientContext {
        let source = try source(of: trust)
        do {
            return try TLSClientContext(trust: source, policy: policy)
        } catch {
            throw ExchangeFailure(
                .unusable, detail: "what `trust: \(trust.word)` names cannot be used: \(error.detail)")
        }
    }

    private func source(of trust: RequestSpecification.Trust) throws(ExchangeFailure) -> TLSTrust {
        switch trust {
        case .stack:
            guard let authorityPEM else {
                throw ExchangeFailure(.unusable, detail: "this stack has no authority that `trust: stack` could mean")
            }
            return .authority(pem: authorityPEM)
        case .system: return .systemDirectory
        case .installed: return .installed
        case .file(let path):
            do {
                return .authority(pem: try WholeFile.read(path))
            } catch {
                throw ExchangeFailure(.unusable, detail: "the file that `trust` names cannot be read: \(error)")
            }
        case .none: return .none
        }
    }
}
