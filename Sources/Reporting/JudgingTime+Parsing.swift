package import StackModel

extension JudgingTime {
    /// What `--at` takes: `+400d`, `-2d12h`, `2027-12-31` (the beginning of that day in UTC), or a date and time of RFC 3339.
    ///
    /// - Parameter now: in seconds since 1970-01-01T00:00:00Z.
    package init?(_ text: String, now: Double) {
        guard let seconds = Self.shifted(text, now) ?? Self.dated(text), Self.range.contains(seconds) else {
            return nil
        }
        self.init(seconds: seconds, words: "\(DateText.minute(seconds)) UTC")
    }

    /// The years 1 to 9999: X.509 knows none beyond (RFC 5280, 4.1.2.5).
    private static let range = -62_135_596_800.0...253_402_300_799

    private static let units: [Character: Double] = ["w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1]

    /// A sign, then spans of time such as `400d` or `1d12h`.
    private static func shifted(_ text: String, _ now: Double) -> Double? {
        guard let sign = text.first, sign == "+" || sign == "-", text.count > 1 else { return nil }
        var sum = 0.0
        var digits = ""
        for character in text.dropFirst() {
            if character.isASCII, character.isWholeNumber {
                digits.append(character)
                continue
            }
            guard let unit = units[character], digits.count < 13, let count = Double(digits) else { return nil }
            sum += count * unit
            digits = ""
        }
        return digits.isEmpty ? (now + (sign == "+" ? sum : -sum)).rounded(.down) : nil
    }

    private static func dated(_ text: String) -> Double? {
        guard
            let match = text.wholeMatch(
                of:
                    /([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?/
            ),
            let day = DateText.seconds(ofDay: match.1)
        else { return nil }
        guard let hour = match.2.flatMap({ Int($0) }), let minute = match.3.flatMap({ Int($0) }),
            let second = match.4.flatMap({ Int($0) }), let zone = match.5
        else { return day }
        // 60 is a leap second.
        guard hour < 24, minute < 60, second <= 60, let offset = offset(of: zone) else { return nil }
        return day + Double(hour * 3_600 + minute * 60 + second - offset)
    }

    /// In seconds east of UTC.
    private static func offset(of zone: Substring) -> Int? {
        if zone == "Z" || zone == "z" { return 0 }
        let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] < 24, parts[1] < 60 else { return nil }
        return (zone.hasPrefix("-") ? -1 : 1) * (parts[0] * 3_600 + parts[1] * 60)
    }
}
