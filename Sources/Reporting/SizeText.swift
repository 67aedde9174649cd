/// Numbers of bytes as people read them.
package enum SizeText {
    private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

    /// In bytes, or in the binary unit that suits, with a digit behind the point below 100: `58 B`, `1.5 KiB`, `10 MiB`.
    package static func of(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return String(bytes) + " B" }
        var index = 0
        while index < units.count - 1, tenths(bytes, unit: index) >= 10_235 { index += 1 }
        let tenths = tenths(bytes, unit: index)
        if tenths >= 1_000 { return "\((tenths + 5) / 10) \(units[index])" }
        return tenths % 10 == 0 ? "\(tenths / 10) \(units[index])" : "\(tenths / 10).\(tenths % 10) \(units[index])"
    }

    /// Tenths of this unit, rounded half up.
    private static func tenths(_ bytes: Int, unit: Int) -> Int {
        let shift = 10 * (unit + 1)
        let whole = bytes >> shift
        // Ten bits of the remainder are more than a tenth needs.
        let rest = (bytes >> (shift - 10)) & 1_023
        return whole * 10 + (rest * 10 + 512) / 1_024
    }
}
