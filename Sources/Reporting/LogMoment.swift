package import StackModel

/// The moments that `--since` and `--until` take.
package enum LogMoment {
    /// How long ago, as `10m`, `1h30m` or `2d`; or a date and time of RFC 3339, to the microsecond; or a day, `2026-11-23`, which
    /// begins in UTC.
    ///
    /// - Parameter now: in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: `nil` of anything else.
    package static func time(_ text: String, now: Double) -> LogTime? {
        if text.first?.isASCII == true, text.last?.isLetter == true, !text.contains("T"), !text.contains(":") {
            guard text.first?.isNumber == true, let time = JudgingTime("-" + text, now: now) else { return nil }
            return LogTime(seconds: time.seconds)
        }
        guard text.first?.isNumber == true, let time = JudgingTime(text, now: now) else { return nil }
        var microseconds = 0.0
        if let match = text.firstMatch(of: /\.([0-9]+)/), let fraction = Double("0.\(match.1)") {
            microseconds = (fraction * 1e6).rounded(.down)
        }
        return LogTime(microseconds: Int64(time.seconds) * 1_000_000 + Int64(microseconds))
    }
}
