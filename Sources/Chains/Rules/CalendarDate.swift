internal import Glibc

/// A day in UTC, for people.
struct CalendarDate: CustomStringConvertible {
    let description: String

    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    init(_ seconds: Double) {
        var time = time_t(seconds.rounded(.down))
        var parts = tm()
        gmtime_r(&time, &parts)
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        description = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    }
}
