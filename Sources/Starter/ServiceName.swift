/// Names that a service may have.
enum ServiceName {
    /// The nearest name with letters, digits, `_`, `.` and `-` alone that is not taken.
    static func good(_ text: String, taken: some Collection<String>) -> String {
        let mapped = text.unicodeScalars.map { isPart($0) ? Character($0) : "-" }
        let name = String(String(mapped).drop { "_.-".contains($0) }.prefix(60))
        let base = name.isEmpty ? "service" : name
        if !taken.contains(base) { return base }
        return (2...).lazy.map { "\(base)-\($0)" }.first { !taken.contains($0) } ?? base
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
        default: false
        }
    }
}
