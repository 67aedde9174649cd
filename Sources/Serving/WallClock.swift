import Glibc

/// The wall clock: clock_gettime(2) with CLOCK_REALTIME.
enum WallClock {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}
