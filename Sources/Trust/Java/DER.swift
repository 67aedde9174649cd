/// Writes the few kinds of ASN.1 values that a truststore is made of, in DER (ITU-T X.690).
enum DER {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
    static func sequence(of elements: [[UInt8]]) -> [UInt8] { value(0x30, Array(elements.joined())) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { value(0x31, parts.flatMap { $0 }) }
    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }
    /// A context-specific, constructed `[0]`, as EXPLICIT makes it.
    static func explicit(_ bytes: [UInt8]) -> [UInt8] { value(0xA0, bytes) }
    static func integer(_ number: UInt8) -> [UInt8] { value(0x02, [number]) }

    /// A BMPString: UTF-16, the higher byte first.
    static func text(_ text: String) -> [UInt8] {
        value(0x1E, text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    /// An object identifier of these arcs.
    static func identifier(_ arcs: Int...) -> [UInt8] {
        let numbers = [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)
        return value(
            0x06,
            numbers.flatMap { number in
                var groups = [UInt8(number & 0x7F)]
                var rest = number >> 7
                while rest > 0 {
                    groups.append(UInt8(rest & 0x7F) | 0x80)
                    rest >>= 7
                }
                return groups.reversed()
            })
    }

    private static func value(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        guard contents.count > 0x7F else { return [tag, UInt8(contents.count)] + contents }
        var length: [UInt8] = []
        var rest = contents.count
        while rest > 0 {
            length.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + contents
    }
}
