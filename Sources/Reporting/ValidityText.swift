/// How long a certificate is still valid, in words.
package enum ValidityText {
    /// `89 days left`, `5 hours left`, `expired 3 days ago`, `valid in 2 hours`.
    ///
    /// - Parameters: all of them seconds since 1970-01-01T00:00:00Z.
    package static func of(notBefore: Double, notAfter: Double, now: Double) -> String {
        if now > notAfter { return "expired \(span(now - notAfter)) ago" }
        if now < notBefore { return "valid in \(span(notBefore - now))" }
        return "\(span(notAfter - now)) left"
    }

    /// The same as of another time: `89 days left then`, `expired then, 3 days before`, `not valid yet then, for 2 hours`.
    package static func of(notBefore: Double, notAfter: Double, at time: Double) -> String {
        if time > notAfter { return "expired then, \(span(time - notAfter)) before" }
        if time < notBefore { return "not valid yet then, for \(span(notBefore - time))" }
        return "\(span(notAfter - time)) left then"
    }

    /// Whole days, or what is left of one; rounded down, so that nobody counts on a day that is not there.
    private static func span(_ seconds: Double) -> String {
        if seconds >= 86_400 { return Plural.of(Int(min(seconds / 86_400, 9_999_999)), "day") }
        if seconds >= 3_600 { return Plural.of(Int(seconds / 3_600), "hour") }
        return Plural.of(Int(seconds / 60), "minute")
    }
}
