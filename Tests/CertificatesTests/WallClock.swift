import Glibc

/// The machine's own clock.
enum WallClock {
    /// Seconds since 1970-01-01T00:00:00Z.
    static var now: Double { Double(time(nil)) }
}
