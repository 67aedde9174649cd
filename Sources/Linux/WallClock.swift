import Glibc

/// The time of day.
package enum WallClock {
    /// Seconds since 1970-01-01T00:00:00Z: clock_gettime(2), CLOCK_REALTIME.
    package static func now() -> Double {
        seconds(of: CLOCK_REALTIME)
    }

    /// Seconds that the calling thread has spent on a core: CLOCK_THREAD_CPUTIME_ID.
    package static func threadTime() -> Double {
        seconds(of: CLOCK_THREAD_CPUTIME_ID)
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
