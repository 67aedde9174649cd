import Glibc

/// The time of day.
package enum WallClock {
    /// Seconds since 1970-01-01T00:00:00Z: clock_gettime(2), CLOCK_REALTIME.
    package static func now() -> Double {
        seconds(of: CLOCK_REALTIME)
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, as a file's times are counted (stat(2)).
    package static func nanoseconds() -> Int {
        let time = time(of: CLOCK_REALTIME)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    /// Seconds since the machine was started, its sleep counted: CLOCK_BOOTTIME.
    package static func sinceBoot() -> Double {
        seconds(of: CLOCK_BOOTTIME)
    }

    /// Seconds that the calling thread has spent on a core: CLOCK_THREAD_CPUTIME_ID.
    package static func threadTime() -> Double {
        seconds(of: CLOCK_THREAD_CPUTIME_ID)
    }

    private static func seconds(of clock: clockid_t) -> Double {
        let time = time(of: clock)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func time(of clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
