import Dispatch
import Synchronization

/// Holds up the threads that pass while it is closed.
final class Gate: Sendable {
    private let isClosed = Mutex(false)
    private let opened = DispatchSemaphore(value: 0)

    func close() { isClosed.withLock { $0 = true } }

    func open() {
        isClosed.withLock { $0 = false }
        opened.signal()
    }

    func pass() {
        guard isClosed.withLock({ $0 }) else { return }
        opened.wait()
        opened.signal()
    }
}
