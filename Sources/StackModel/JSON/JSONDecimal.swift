/// The exact value of a decimal number, whatever its size: `digits * 10^exponent`, in one form only.
struct JSONDecimal: Equatable {
    let isNegative: Bool
    /// Without zeros at either end; empty of zero.
    let digits: [UInt8]
    let exponent: Int

    /// Takes a number apart, or gives `nil` when the text is not a decimal number.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }

        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let written = Int(String(decoding: rest[(mark + 1)...], as: UTF8.self)),
                written.magnitude < 1 << 32
            else { return nil }
            exponent = written
            rest = rest[..<mark]
        }
        var digits = Array(rest)
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            exponent -= digits.count - point - 1
            digits.remove(at: point)
        }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        self.digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
        self.exponent = self.digits.isEmpty ? 0 : exponent
    }
}
