/// A moment of a log, to the microsecond.
package struct LogTime: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z.
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    package init(seconds: Double) {
        microseconds = Int64((seconds * 1e6).rounded())
    }

    package static func < (one: LogTime, other: LogTime) -> Bool { one.microseconds < other.microseconds }
}

extension LogTime {
    /// How long its text is, in bytes.
    package static let textLength = 27

    /// `2026-11-23T19:24:03.123456Z`: RFC 3339 in UTC, as long for every year up to 9999.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The same as UTF-8.
    package var bytes: [UInt8] {
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let date = CivilTime(seconds: Int(fraction < 0 ? seconds - 1 : seconds))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.textLength)
        func put(_ value: Int, _ digits: Int, _ end: Unicode.Scalar) {
            var divisor = (1..<digits).reduce(1) { product, _ in product * 10 }
            while divisor > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
                divisor /= 10
            }
            bytes.append(UInt8(ascii: end))
        }
        put(date.year, 4, "-")
        put(date.month, 2, "-")
        put(date.day, 2, "T")
        put(date.second / 3_600, 2, ":")
        put(date.second / 60 % 60, 2, ":")
        put(date.second % 60, 2, ".")
        put(Int(fraction < 0 ? fraction + 1_000_000 : fraction), 6, "Z")
        return bytes
    }

    /// From its text; `nil` when these bytes do not begin with one.
    package init?(_ text: UnsafeRawBufferPointer) {
        guard text.count >= Self.textLength else { return nil }
        var isTime = true
        func number(_ place: Int, _ digits: Int, _ end: Unicode.Scalar) -> Int {
            var value = 0
            for byte in text[place..<place + digits] {
                isTime = isTime && UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
                value = value * 10 + Int(byte & 0x0F)
            }
            isTime = isTime && text[place + digits] == UInt8(ascii: end)
            return value
        }
        let (year, month, day) = (number(0, 4, "-"), number(5, 2, "-"), number(8, 2, "T"))
        let (hour, minute, second) = (number(11, 2, ":"), number(14, 2, ":"), number(17, 2, "."))
        let fraction = number(20, 6, "Z")
        guard isTime, 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60 else { return nil }
        let days = CivilTime.days(year: year, month: month, day: day)
        microseconds = Int64(days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000_000 + Int64(fraction)
    }
}
