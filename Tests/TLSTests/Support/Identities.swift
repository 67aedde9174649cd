import Synchronization

@testable import TLS

/// A source whose identities a test can exchange, and which notes what it was asked for.
final class Identities: TLSIdentitySource {
    private let state: Mutex<(fallback: TLSServerIdentity, byName: [String: TLSServerIdentity], asked: [String?])>

    init(_ fallback: TLSServerIdentity, byName: [String: TLSServerIdentity] = [:]) {
        state = Mutex((fallback, byName, []))
    }

    var asked: [String?] { state.withLock { $0.asked } }

    func replace(with identity: TLSServerIdentity) { state.withLock { $0.fallback = identity } }

    func identity(forServerName name: String?) -> TLSServerIdentity {
        state.withLock { state in
            state.asked.append(name)
            return name.flatMap { state.byName[$0] } ?? state.fallback
        }
    }
}
