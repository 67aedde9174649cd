/// A number with its noun.
enum Plural {
    /// `1 check`, `2 checks`.
    static func of(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}
