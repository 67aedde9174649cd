import CLinux
import Glibc
import Synchronization

/// Orphans below this process, and what becomes of them.
package final class Adoption: Sendable {
    /// How long the dead wait, so that those who die together are found by one look.
    private static let pause = Duration.milliseconds(50)
    /// How long a dead one is left to whoever in this process may wait for a child of its own.
    private static let patience = Duration.milliseconds(500)
    private static let begun = Result { () throws(SystemError) in try Adoption() }

    private let thread: EventThread
    /// Told of every child that ends.
    private let event: Descriptor
    private let isDue = Mutex(false)
    /// When each of the dead was first seen.
    private let dead = Mutex<[ProcessEntry: SuspendingClock.Instant]>([:])

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
        // Some may have ended before: of the first process of a container, what its program before this one has started.
        eventfd_write(event.number, 1)
    }

    private func childHasEnded() {
        var count: eventfd_t = 0
        eventfd_read(event.number, &count)
        lookSoon(Self.pause)
    }

    private func lookSoon(_ pause: Duration) {
        let isFirst = isDue.withLock { isDue in
            defer { isDue = true }
            return !isDue
        }
        guard isFirst else { return }
        thread.schedule(at: .now + pause) { [self] in
            isDue.withLock { $0 = false }
            look()
        }
    }

    private func look() {
        guard let table = try? ProcessTable.current() else { return }
        let now = SuspendingClock.now
        let before = dead.withLock { $0 }
        var left: [ProcessEntry: SuspendingClock.Instant] = [:]
        for orphan in Warden.orphans(in: table) where orphan.isZombie {
            let since = before[orphan] ?? now
            if since + Self.patience <= now { Self.reap(orphan.pid) } else { left[orphan] = since }
        }
        dead.withLock { [left] in $0 = left }
        if !left.isEmpty { lookSoon(Self.patience) }
    }

    /// Takes note of the end of a child: waitid(2), without waiting.
    package static func reap(_ pid: Int32) {
        var code: Int32 = 0
        var status: Int32 = 0
        _ = devstack_wait(pid, 0, &code, &status)
    }
}
