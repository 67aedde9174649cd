/// Durations as people read them.
package enum DurationText {
    /// Two or three digits that matter, in the unit that suits: `0.04 ms`, `3.1 ms`, `31 ms`, `1.2 s`, `2 min 5 s`, `3 h 20 min`.
    package static func of(_ duration: Duration) -> String {
        guard duration >= .zero else { return "-" + of(.zero - duration) }
        let microseconds = microseconds(of: duration)
        // Each bound is where the unit's own rounding would reach the next unit.
        switch microseconds {
        case 0: return "0 ms"
        case ..<100: return decimal(microseconds, unit: 1_000, digits: 2) + " ms"
        case ..<9_950: return decimal(microseconds, unit: 1_000, digits: 1) + " ms"
        case ..<999_500: return decimal(microseconds, unit: 1_000, digits: 0) + " ms"
        case ..<59_950_000: return decimal(microseconds, unit: 1_000_000, digits: 1) + " s"
        default: return long(seconds: (microseconds + 500_000) / 1_000_000)
        }
    }

    private static func long(seconds: Int64) -> String {
        if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
        if seconds < 86_400 { return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min" }
        return "\(seconds / 86_400) d \(seconds % 86_400 / 3_600) h"
    }

    /// A number of units with this many digits behind the point, rounded half up.
    private static func decimal(_ value: Int64, unit: Int64, digits: Int) -> String {
        let scale = (0..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
        let scaled = (value * scale + unit / 2) / unit
        guard digits > 0 else { return String(scaled) }
        let fraction = String(scaled % scale)
        var text = String(scaled / scale) + "."
        for _ in fraction.utf8.count..<digits { text += "0" }
        return text + fraction
    }

    private static func microseconds(of duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        // Some 292,000 years; the scaling above needs two digits more.
        guard !overflows, product < Int64.max / 1_000 else { return Int64.max / 1_000 }
        return product + (attoseconds + 500_000_000_000) / 1_000_000_000_000
    }
}

extension DurationText {
    /// Seconds with three digits behind the point, rounded half up, for reports that machines read: `0.031`.
    package static func seconds(_ duration: Duration) -> String {
        decimal(max(0, microseconds(of: duration)), unit: 1_000_000, digits: 3)
    }

    /// Milliseconds with three digits behind the point: `31.250`.
    package static func milliseconds(_ duration: Duration) -> String {
        decimal(max(0, microseconds(of: duration)), unit: 1_000, digits: 3)
    }
}
