/// Numbers of bytes as people read them.
package enum SizeText {
    /// In bytes, or with one digit behind the point in the binary unit that suits: `58 B`, `1.5 KiB`, `10 MiB`.
    package static func of(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var tenths = (Double(bytes) / 102.4).rounded()
        var unit = 0
        while tenths >= 10_240, unit < units.count - 1 {
            tenths = (Double(bytes) / (102.4 * Double(1 << (10 * (unit + 1))))).rounded()
            unit += 1
        }
        let whole = Int(tenths) / 10
        let fraction = Int(tenths) % 10
        return fraction == 0 || whole >= 100 ? "\(whole) \(units[unit])" : "\(whole).\(fraction) \(units[unit])"
    }
}
