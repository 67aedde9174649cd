/// A number with the text that it was written as; equal when the values are.
package struct JSONNumber: Sendable, Hashable {
    package var value: Double
    /// As it was written: `3.0` stays `3.0`.
    package var text: String

    package init(_ value: Double, text: String) {
        self.value = value
        self.text = text
    }

    package init(_ value: Int) {
        self.value = Double(value)
        self.text = "\(value)"
    }

    package static func == (one: Self, other: Self) -> Bool {
        guard one.value == other.value else { return false }
        // Beyond that, different integers share a Double: 64-bit identifiers, for one.
        if one.value.magnitude < 0x1p53 { return true }
        guard let exact = JSONDecimal(one.text), let otherExact = JSONDecimal(other.text) else { return true }
        return exact == otherExact
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
