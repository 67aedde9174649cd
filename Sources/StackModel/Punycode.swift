/// The encoding of Unicode labels in ASCII (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let smallestThreshold = 1
    private static let largestThreshold = 26

    /// The label without its `xn--`; `nil` if it would not fit a DNS label.
    static func encode(_ label: [UInt32]) -> String? {
        // No longer one fits, and the arithmetic below cannot then overflow.
        guard label.count <= 59 else { return nil }
        var output = label.filter { $0 < 0x80 }.map { UInt8(truncatingIfNeeded: $0) }
        var handled = output.count
        let basicCount = handled
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var code: UInt32 = 0x80
        var delta = 0
        var bias = 72
        while handled < label.count {
            guard let next = label.filter({ $0 >= code }).min() else { return nil }
            delta += Int(next - code) * (handled + 1)
            code = next
            for point in label {
                if point < code { delta += 1 }
                guard point == code else { continue }
                appendVariableLength(delta, bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output.count <= 59 ? String(decoding: output, as: UTF8.self) : nil
    }

    /// A generalised variable-length integer (RFC 3492, 3.3).
    private static func appendVariableLength(_ number: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = number
        var position = base
        while true {
            let threshold = min(max(position - bias, smallestThreshold), largestThreshold)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? Int(UInt8(ascii: "a")) + value : Int(UInt8(ascii: "0")) + value - 26)
    }

    /// RFC 3492, 6.1.
    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / count
        var bias = 0
        while rest > (base - smallestThreshold) * largestThreshold / 2 {
            rest /= base - smallestThreshold
            bias += base
        }
        return bias + (base - smallestThreshold + 1) * rest / (rest + 38)
    }
}
