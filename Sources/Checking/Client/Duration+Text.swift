extension Duration {
    /// As the stack file writes it: `10s`, `1.5s`, `200ms`; below a millisecond `50us`.
    var shortText: String {
        let microseconds = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
        if microseconds < 1000 { return "\(microseconds)us" }
        if microseconds < 1_000_000 { return Self.trimmed(Double(microseconds / 10) / 100) + "ms" }
        return Self.trimmed(Double(microseconds / 10_000) / 100) + "s"
    }

    private static func trimmed(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
