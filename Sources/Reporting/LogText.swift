internal import Diagnostics

/// A line that a process wrote, made safe to show.
package enum LogText {
    /// Control characters and bytes that are not UTF-8 become escapes; tabs stay, and a carriage return at the end goes.
    ///
    /// SGR sequences, which only colour, stay where colour is kept, and the line then ends without colour; else they are
    /// left out, since they say nothing.
    package static func of(_ bytes: [UInt8], keepsColour: Bool) -> String {
        var rest = bytes[...]
        while rest.last == 0x0D { rest.removeLast() }
        var text = ""
        var isColoured = false
        while let byte = rest.first {
            if let length = lengthOfColour(rest) {
                if keepsColour {
                    text += String(decoding: rest.prefix(length), as: UTF8.self)
                    isColoured = true
                }
                rest.removeFirst(length)
            } else if byte < 0x80 {
                let scalar = Unicode.Scalar(byte)
                if byte != 0x09, PrintableText.isUnsafe(scalar) {
                    text += PrintableText.escape(scalar)
                } else {
                    text.unicodeScalars.append(scalar)
                }
                rest.removeFirst()
            } else {
                rest.removeFirst(appendScalar(from: rest, to: &text))
            }
        }
        return isColoured ? text + "\u{1B}[0m" : text
    }

    /// Appends the scalar that these bytes begin with, or escapes of them; returns how many bytes that were.
    private static func appendScalar(from bytes: ArraySlice<UInt8>, to text: inout String) -> Int {
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        switch parser.parseScalar(from: &iterator) {
        case .valid(let encoded):
            let scalar = Unicode.UTF8.decode(encoded)
            if PrintableText.isUnsafe(scalar) {
                text += PrintableText.escape(scalar)
            } else {
                text.unicodeScalars.append(scalar)
            }
            return encoded.count
        case .error(let length):
            for byte in bytes.prefix(length) { text += PrintableText.escape(byte) }
            return length
        case .emptyInput: return bytes.count
        }
    }

    /// How long the SGR sequence is that these bytes begin with: ESC [ digits ; : m (ECMA-48, 8.3.117; ITU T.416 for the colon).
    private static func lengthOfColour(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.starts(with: [0x1B, 0x5B]) else { return nil }
        for (offset, byte) in bytes.dropFirst(2).enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: ";"): continue
            case UInt8(ascii: "m"): return offset + 3
            default: return nil
            }
        }
        return nil
    }
}
