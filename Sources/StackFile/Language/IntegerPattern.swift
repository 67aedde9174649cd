/// A pattern for the decimal numbers of a range: what a schema can say of a number that stands in quotes.
enum IntegerPattern {
    /// - Parameter leadingZeros: Whether `0080` is 80.
    static func text(_ range: ClosedRange<Int>, leadingZeros: Bool = false) -> String {
        let low = max(0, range.lowerBound)
        var parts: [String] = []
        for length in digits(low).count...digits(range.upperBound).count {
            let first = length == 1 ? 0 : power(length - 1)
            let last = power(length) - 1
            guard max(first, low) <= min(last, range.upperBound) else { continue }
            parts += sameLength(digits(max(first, low)), digits(min(last, range.upperBound)))
        }
        return (leadingZeros ? "0*" : "") + "(?:\(parts.joined(separator: "|")))"
    }

    /// Between two numbers of as many digits: the digits that both share, then what may follow.
    private static func sameLength(_ low: [Int], _ high: [Int]) -> [String] {
        guard let first = low.first, let last = high.first else { return [""] }
        let rest = low.count - 1
        if low.allSatisfy({ $0 == 0 }), high.allSatisfy({ $0 == 9 }) { return [any(low.count)] }
        if first == last { return sameLength(Array(low.dropFirst()), Array(high.dropFirst())).map { "\(first)\($0)" } }
        var parts: [String] = []
        var from = first
        var to = last
        if low.dropFirst().contains(where: { $0 != 0 }) {
            parts += sameLength(Array(low.dropFirst()), Array(repeating: 9, count: rest)).map { "\(first)\($0)" }
            from += 1
        }
        var end: [String] = []
        if high.dropFirst().contains(where: { $0 != 9 }) {
            end = sameLength(Array(repeating: 0, count: rest), Array(high.dropFirst())).map { "\(last)\($0)" }
            to -= 1
        }
        if from <= to { parts.append((from == to ? "\(from)" : "[\(from)-\(to)]") + any(rest)) }
        return parts + end
    }

    private static func any(_ count: Int) -> String {
        count == 0 ? "" : count == 1 ? "[0-9]" : "[0-9]{\(count)}"
    }

    private static func digits(_ number: Int) -> [Int] { String(number).compactMap(\.wholeNumberValue) }

    private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { result, _ in result * 10 } }
}
