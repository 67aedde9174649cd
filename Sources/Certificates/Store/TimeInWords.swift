import Glibc

/// Times and spans of time as messages say them.
enum TimeInWords {
    /// `12 days`, `5 hours`, `1 minute`: whole units, rounded down.
    static func span(_ seconds: Double) -> String {
        let minutes = Int(max(0, seconds) / 60)
        return switch minutes {
        case ..<120: count(minutes, "minute")
        case ..<(48 * 60): count(minutes / 60, "hour")
        default: count(minutes / (24 * 60), "day")
        }
    }

    private static func count(_ number: Int, _ unit: String) -> String {
        number == 1 ? "1 \(unit)" : "\(number) \(unit)s"
    }

    /// `2026-11-23 08:05 UTC`, of seconds since 1970-01-01T00:00:00Z.
    static func date(_ seconds: Double) -> String {
        var time = time_t(seconds)
        var fields = tm()
        guard gmtime_r(&time, &fields) != nil else { return "\(time)" }
        let date = [Int(fields.tm_year) + 1_900, Int(fields.tm_mon) + 1, Int(fields.tm_mday)].map(twoDigits)
        return date.joined(separator: "-") + " " + twoDigits(Int(fields.tm_hour)) + ":"
            + twoDigits(Int(fields.tm_min)) + " UTC"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
