import CLinux
import Glibc
import Synchronization

/// A time of day that is waited for, through suspends and changes of the clock (timerfd_create(2)).
///
/// Other timers count how long the machine was awake: after a night's sleep they are hours late. This one goes by the clock on
/// the wall, and is also set off when that clock jumps, so that its owner can look at the time again.
package final class WallClockAlarm: Sendable {
    package enum Cause: Sendable, Equatable {
        /// The time has come.
        case due
        /// The clock was set, or the machine has slept: the time may have come, or be further away than before.
        case clockChanged
    }

    private let timer: Descriptor
    private let thread: EventThread
    private let token: Mutex<EventThread.Token?> = Mutex(nil)

    /// - Parameter handler: called on the thread, each time that the alarm goes off; it then has to be set again.
    package init(on thread: EventThread, _ handler: @escaping @Sendable (Cause) -> Void) throws(SystemError) {
        let timer = try Descriptor(result: devstack_alarm_open(), of: "timerfd_create")
        self.timer = timer
        self.thread = thread
        let watched = try thread.watch(timer) {
            switch devstack_alarm_read(timer.number) {
            case 1: handler(.due)
            case -ECANCELED: handler(.clockChanged)
            default: break
            }
        }
        token.withLock { $0 = watched }
    }

    deinit { cancel() }

    /// Sets it off once, at this many seconds since 1970-01-01T00:00:00Z; one that has passed at once.
    package func set(at time: Double) throws(SystemError) {
        // No timer of the kernel's goes beyond the year 2262.
        let time = min(max(time, 0), 9_000_000_000)
        let seconds = Int64(time)
        let result = devstack_alarm_set(timer.number, seconds, Int64((time - Double(seconds)) * 1e9))
        guard result == 0 else { throw SystemError("timerfd_settime", code: -result) }
    }

    /// Ends it; on the thread itself its handler does not run afterwards.
    package func cancel() {
        let watched = token.withLock { token in
            defer { token = nil }
            return token
        }
        if let watched { thread.unwatch(watched) }
    }
}
