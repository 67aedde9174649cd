import Synchronization

@testable import TLS

/// A source whose identity is being made until a test says that it is there.
final class UnreadyIdentity: TLSIdentitySource {
    private let identity: TLSServerIdentity
    private let state = Mutex<(isReady: Bool, waiting: [@Sendable () -> Void])>((false, []))

    init(_ identity: TLSServerIdentity) { self.identity = identity }

    /// How many clients have been told to wait.
    var waiting: Int { state.withLock { $0.waiting.count } }

    func becomeReady() {
        let waiting = state.withLock { state in
            state.isReady = true
            return state.waiting
        }
        waiting.forEach { $0() }
    }

    func isReady(orTell ready: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if !state.isReady { state.waiting.append(ready) }
            return state.isReady
        }
    }

    func identity(forServerName name: String?) -> TLSServerIdentity { identity }
}
