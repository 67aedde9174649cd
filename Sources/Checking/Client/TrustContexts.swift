import Linux
internal import StackModel
import Synchronization
import TLS

/// The TLS contexts of a run: each kind of trust is loaded once, when the first check needs it.
final class TrustContexts: Sendable {
    /// All that the judgement of a server, and of the client by it, depends on.
    struct Key: Hashable, Sendable {
        var trust: RequestSpecification.Trust
        var policy: RequestSpecification.Policy
        /// By its content, so that a renewed one makes another context.
        var identity: ClientIdentity?
        /// `nil` is the moment itself.
        var judgingTime: JudgingTime?
    }

    private let authorityPEM: [UInt8]?
    private let contexts = Mutex<[Key: Result<TLSClientContext, ExchangeFailure>]>([:])

    init(authorityPEM: [UInt8]?) {
        self.authorityPEM = authorityPEM
    }

    /// Throws an `ExchangeFailure` in words if there is nothing to trust, or it cannot be read.
    func context(for key: Key) throws(ExchangeFailure) -> TLSClientContext {
        // Made under the lock: that two checks wait for one is quicker than that both make it.
        let result = contexts.withLock { contexts in
            if let known = contexts[key] { return known }
            let made = Result { () throws(ExchangeFailure) in try make(key) }
            contexts[key] = made
            return made
        }
        return try result.get()
    }

    private func make(_ key: Key) throws(ExchangeFailure) -> TLSClientContext {
        let source = try source(of: key.trust)
        do {
            return try TLSClientContext(
                trust: source, policy: key.policy, time: key.judgingTime.map { Int($0.seconds) },
                certificate: key.identity)
        } catch {
            let isOfClient = [.chain, .key, .keyOfAnotherCertificate].contains(error.part)
            let subject =
                isOfClient ? "the client's certificate" : "what `trust: \(key.trust.word)` names"
            throw ExchangeFailure(.unusable, detail: "\(subject) cannot be used: \(error.detail)")
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
