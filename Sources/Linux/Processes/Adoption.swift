import CLinux
import Glibc
import Synchronization

/// Orphans below this process, and what becomes of them.
package final class Adoption: Sendable {
    /// How long the dead wait, so that those who die together are found by one look.
    private static let pause = Duration.milliseconds(50)
    private static let begun = Result { () throws(SystemError) in try Adoption() }

    private let thread: EventThread
    /// Told of every child that ends.
    private let event: Descriptor
    private let isDue = Mutex(false)

    /// From now on they become this process's own children, as long as it lives: PR_SET_CHILD_SUBREAPER, prctl(2). Those
    /// that killed wardens leave are reaped when they die.
    package static func begin() throws(SystemError) {
        _ = try begun.get()
    }

    private init() throws(SystemError) {
        thread = try EventThread.shared()
        event = try Descriptor(result: devstack_watch_children(), of: "sigaction", "SIGCHLD")
        let result = devstack_become_subreaper()
        guard result >= 0 else { throw SystemError("prctl", "PR_SET_CHILD_SUBREAPER", code: -result) }
        _ = try thread.watch(event) { [self] in childHasEnded() }
    }

    private func childHasEnded() {
        var count: eventfd_t = 0
        eventfd_read(event.number, &count)
        let isFirst = isDue.withLock { isDue in
            defer { isDue = true }
            return !isDue
        }
        guard isFirst else { return }
        thread.schedule(at: .now + Self.pause) { [self] in
            isDue.withLock { $0 = false }
            guard let table = try? ProcessTable.current() else { return }
            for orphan in Warden.orphans(in: table) where orphan.isZombie { Self.reap(orphan.pid) }
        }
    }

    /// Takes note of the end of a child: waitid(2), without waiting.
    package static func reap(_ pid: Int32) {
        var code: Int32 = 0
        var status: Int32 = 0
        _ = devstack_wait(pid, 0, &code, &status)
    }
}
