import Linux
import Synchronization

/// A token that is used up by the first who takes it.
final class Once: Sendable {
    private let token = Mutex<EventThread.Token?>(nil)

    func put(_ token: EventThread.Token) { self.token.withLock { $0 = token } }

    func take() -> EventThread.Token? {
        token.withLock { token in
            defer { token = nil }
            return token
        }
    }
}
