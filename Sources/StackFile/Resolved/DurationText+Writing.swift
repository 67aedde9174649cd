extension DurationText {
    /// The shortest text that reads back to the same duration: `30d`, `1m30s`, `1s500ms`.
    static func written(_ duration: Duration) -> String {
        let units: [(name: String, attoseconds: Int128)] = [
            ("d", 86_400_000_000_000_000_000_000), ("h", 3_600_000_000_000_000_000_000),
            ("m", 60_000_000_000_000_000_000), ("s", 1_000_000_000_000_000_000), ("ms", 1_000_000_000_000_000),
        ]
        var rest = duration.attoseconds
        if rest <= 0 { return "0" }
        var text = ""
        for unit in units where rest >= unit.attoseconds {
            text += "\(rest / unit.attoseconds)\(unit.name)"
            rest %= unit.attoseconds
        }
        if rest == 0 { return text }
        let microsecond: Int128 = 1_000_000_000_000
        var fraction = "\(rest % microsecond)"
        fraction = String(repeating: "0", count: 12 - fraction.utf8.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return text + "\(rest / microsecond)" + (fraction.isEmpty ? "" : "." + fraction) + "us"
    }
}
