/// Durations as Compose writes them, and `d` for days.
enum DurationText {
    struct Failure: Error, Equatable {
        var message: String
        var remedy: String?
    }

    /// In attoseconds.
    private static let units: [(name: String, attoseconds: Int128)] = [
        ("us", 1_000_000_000_000), ("µs", 1_000_000_000_000), ("ms", 1_000_000_000_000_000),
        ("s", 1_000_000_000_000_000_000), ("m", 60_000_000_000_000_000_000), ("h", 3_600_000_000_000_000_000_000),
        ("d", 86_400_000_000_000_000_000_000),
    ]

    /// The longest that is taken: a hundred years.
    private static let longest: Int128 = 36_525 * 86_400_000_000_000_000_000_000

    /// Reads numbers with units, such as `1m30s`, `1.5h` or `200ms`; `0` needs no unit.
    static func parse(_ text: String) throws(Failure) -> Duration {
        if text == "0" { return .zero }
        if !text.isEmpty, text.utf8.allSatisfy(CoreSchema.isDigit) {
            throw Failure(message: "\(text.excerpt) has no unit", remedy: "Write \(text)s for seconds.")
        }
        var rest = text[...]
        var total: Int128 = 0
        var used: Set<Int128> = []
        while !rest.isEmpty {
            let whole = rest.prefix { $0.isASCII && $0.isWholeNumber }
            rest = rest.dropFirst(whole.count)
            var fraction = rest.prefix(0)
            if rest.first == ".", !whole.isEmpty {
                fraction = rest.dropFirst().prefix { $0.isASCII && $0.isWholeNumber }
                rest = rest.dropFirst(fraction.count + 1)
            }
            let name = rest.prefix { !($0.isASCII && $0.isWholeNumber) && $0 != "." }
            rest = rest.dropFirst(name.count)
            guard let unit = units.first(where: { $0.name == name })?.attoseconds, let count = Int128(whole),
                whole.utf8.count <= 18, fraction.utf8.count <= 12, used.insert(unit).inserted
            else {
                throw Failure(
                    message: "\(text.excerpt) is not a duration",
                    remedy: text.contains(":")
                        ? "Write minutes and seconds as 1m30s." : "Write it like 200ms, 30s, 1m30s, 2h or 90d.")
            }
            let tooLong = Failure(
                message: "\(text.excerpt) is more than a hundred years", remedy: "Write a shorter one.")
            // Before it is multiplied: days of eighteen digits would not fit.
            guard count <= longest / unit else { throw tooLong }
            var scale: Int128 = 1
            for _ in fraction.utf8 { scale *= 10 }
            total += count * unit + (Int128(fraction) ?? 0) * unit / scale
            guard total <= longest else { throw tooLong }
        }
        guard !text.isEmpty else { throw Failure(message: "a duration is empty", remedy: "Write it like 30s.") }
        return Duration(attoseconds: total)
    }
}
