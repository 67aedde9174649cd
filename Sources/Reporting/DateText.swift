internal import StackModel

/// Moments as people and machines read them, in UTC and the Gregorian calendar.
///
/// A moment is a number of seconds since 1970-01-01T00:00:00Z.
package enum DateText {
    /// `2026-11-23`.
    package static func day(_ moment: Double) -> String {
        let parts = parts(of: moment)
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    /// `2026-11-23 08:02`, to the minute that has begun.
    package static func minute(_ moment: Double) -> String {
        let parts = parts(of: moment)
        return "\(day(moment)) \(padded(parts.second / 3_600, 2)):\(padded(parts.second / 60 % 60, 2))"
    }

    /// `2026-11-23T08:02:02`, to the second that has begun (RFC 3339 without its zone).
    package static func second(_ moment: Double) -> String {
        let parts = parts(of: moment)
        let hour = padded(parts.second / 3_600, 2)
        return "\(day(moment))T\(hour):\(padded(parts.second / 60 % 60, 2)):\(padded(parts.second % 60, 2))"
    }

    /// `2026-11-23T08:02:02.000250`, to the microsecond that is nearest.
    package static func microsecond(_ moment: Double) -> String {
        let whole = moment.isFinite ? (moment * 1e6).rounded() : 0
        let seconds = (whole / 1e6).rounded(.down)
        return "\(second(seconds)).\(padded(Int(whole - seconds * 1e6), 6))"
    }

    /// When a day written as `2026-11-23` begins; `nil` of what is none.
    package static func seconds(ofDay text: some StringProtocol) -> Double? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, 1...12 ~= parts[1], 1...31 ~= parts[2] else { return nil }
        let seconds = Double(CivilTime.days(year: parts[0], month: parts[1], day: parts[2]) * 86_400)
        // The 30th of February is the 1st or 2nd of March.
        return day(seconds) == text ? seconds : nil
    }

    private static func padded(_ value: Int, _ digits: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func parts(of moment: Double) -> CivilTime {
        // No calendar of ours goes beyond.
        let bounded = min(max(moment.isFinite ? moment : 0, -1e12), 1e12)
        return CivilTime(seconds: Int(bounded.rounded(.down)))
    }
}
