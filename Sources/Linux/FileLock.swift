import Glibc

/// An advisory lock on a file (flock(2)), given up by the kernel when its holder dies.
///
/// It excludes other threads of this process as well as other processes, since each lock has its own open file.
package struct FileLock: ~Copyable {
    package enum Mode: Sendable {
        /// For readers, side by side. The file must be there already and need not be writable.
        case shared
        /// For one writer. The file is made if it is missing, and never removed: a lock on a removed file excludes nobody.
        case exclusive
    }

    /// Between two questions, in microseconds: a holder mostly needs some milliseconds.
    private static let pause: useconds_t = 2_000

    private let descriptor: Int32

    /// Waits until the lock is held.
    ///
    /// flock(2) itself would wait for as long as a holder lives, also for one that was stopped and forgotten, and
    /// knows no time limit: so it is asked again and again.
    ///
    /// - Parameter patience: how long it waits.
    /// - Throws: EWOULDBLOCK of flock when somebody else has held it all the time.
    package init(
        _ name: String, in folder: Int32, mode: Mode, within patience: Duration = .seconds(30)
    ) throws(SystemError) {
        let flags = (mode == .exclusive ? O_RDWR | O_CREAT : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let file = try SystemError.retrying("openat", name) { openat(folder, name, flags, 0o600) }
        do throws(SystemError) {
            let kind = (mode == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
            let end = ContinuousClock.now + patience
            while flock(file, kind) != 0 {
                let code = errno
                guard code == EWOULDBLOCK || code == EINTR, ContinuousClock.now < end else {
                    throw SystemError("flock", name, code: code)
                }
                usleep(Self.pause)
            }
        } catch {
            close(file)
            throw error
        }
        descriptor = file
    }

    deinit {
        // Closing is not enough: a child forked meanwhile shares the open file, and would go on holding the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Gives the lock up here and not earlier.
    package consuming func release() {}
}
