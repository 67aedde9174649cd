/// Text from elsewhere (the network, another process, a file), made safe to show on a terminal.
package enum PrintableText {
    /// Whether a terminal would act on this scalar, or show nothing or something false for it.
    ///
    /// The format characters go too, since they reorder a line or hide in it; the two that join letters and emoji stay.
    package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        case .format: return scalar != "\u{200C}" && scalar != "\u{200D}"
        default: return false
        }
    }

    /// The scalar as an escape: `\n`, `\x1B`, `\u{202E}`.
    package static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: scalar.isASCII ? escape(UInt8(scalar.value)) : "\\u{\(hexadecimal(scalar.value))}"
        }
    }

    /// A byte as an escape: `\xFF`.
    package static func escape(_ byte: UInt8) -> String { "\\x" + (byte < 0x10 ? "0" : "") + hexadecimal(UInt32(byte)) }

    /// The text in one line, with each unsafe scalar as an escape.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    private static func hexadecimal(_ value: UInt32) -> String { String(value, radix: 16, uppercase: true) }
}
