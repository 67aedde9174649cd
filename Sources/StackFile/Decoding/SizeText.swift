/// How the language writes a number of bytes: `10MiB`.
enum SizeText {
    static let form = "a size such as 10MiB"
    private static let units = ["KiB", "MiB", "GiB"]

    /// `10MiB`, `10mb` or `10m`; `nil` of anything else.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isWholeNumber }
        guard !digits.hasPrefix("0"), digits.utf8.count <= 9, let count = Int(digits) else { return nil }
        let unit = text.dropFirst(digits.count).lowercased()
        guard
            let place = units.firstIndex(where: { name in
                let name = name.lowercased()
                return [name, name.replacing("i", with: ""), String(name.prefix(1))].contains(unit)
            })
        else { return nil }
        return count << (10 * (place + 1))
    }

    /// In the largest unit that it is a whole number of.
    static func text(_ bytes: Int) -> String {
        for (place, unit) in units.enumerated().reversed() where bytes % (1 << (10 * (place + 1))) == 0 {
            return "\(bytes >> (10 * (place + 1)))\(unit)"
        }
        return "\(max(1, bytes >> 10))KiB"
    }
}
