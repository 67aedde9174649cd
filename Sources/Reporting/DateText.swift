/// Moments as people and machines read them, in UTC and the Gregorian calendar.
///
/// A moment is a number of seconds since 1970-01-01T00:00:00Z.
package enum DateText {
    /// `2026-11-23`.
    package static func day(_ moment: Double) -> String {
        let parts = Parts(moment)
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    /// `2026-11-23 08:02`, to the minute that has begun.
    package static func minute(_ moment: Double) -> String {
        let parts = Parts(moment)
        return "\(day(moment)) \(padded(parts.second / 3_600, 2)):\(padded(parts.second / 60 % 60, 2))"
    }

    /// `2026-11-23T08:02:02`, to the second that has begun (RFC 3339 without its zone).
    package static func second(_ moment: Double) -> String {
        let parts = Parts(moment)
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
        // As below: years from March on, in eras.
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let seconds = Double((era * 146_097 + dayOfEra - 719_468) * 86_400)
        // The 30th of February is the 1st or 2nd of March.
        return day(seconds) == text ? seconds : nil
    }

    private static func padded(_ value: Int, _ digits: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private struct Parts {
        var year: Int
        var month: Int
        var day: Int
        /// Of the day.
        var second: Int

        init(_ moment: Double) {
            // X.509 ends with the year 9999 (RFC 5280, 4.1.2.5), and so does this.
            let bounded = min(max(moment.isFinite ? moment : 0, -62_167_219_200), 253_402_300_799)
            let truncated = Int(bounded)
            let seconds = Double(truncated) > bounded ? truncated - 1 : truncated
            let days = Self.floorDivide(seconds, 86_400)
            second = seconds - days * 86_400
            // Years are counted from March on, so that a leap day ends its year; eras are the calendar's 400 years.
            let shifted = days + 719_468
            let era = Self.floorDivide(shifted, 146_097)
            let dayOfEra = shifted - era * 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let monthFromMarch = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
            month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
            year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        }

        private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
            return remainder < 0 ? quotient - 1 : quotient
        }
    }
}
