/// A span of time in words.
enum TimeSpan {
    /// `3 days`, `5 hours`, `less than an hour`; rounded down.
    static func words(_ seconds: Double) -> String {
        let days = Int(min(seconds / 86_400, 9_999_999))
        if days > 0 { return days == 1 ? "1 day" : "\(days) days" }
        let hours = Int(seconds / 3_600)
        if hours > 0 { return hours == 1 ? "1 hour" : "\(hours) hours" }
        return "less than an hour"
    }
}
