/// Percent-encoding (RFC 3986, 2.1), over bytes.
enum PercentEncoding {
    /// The bytes that a text stands for; `nil` when an escape is not followed by two hexadecimal digits.
    ///
    /// - Parameter plusIsBlank: As in a form's query (application/x-www-form-urlencoded).
    static func decoded(_ text: Substring.UTF8View, plusIsBlank: Bool = false) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 16)
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    /// A segment of a path with everything escaped but what is plain in every URL parser.
    static func encoded(segment: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in segment {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + hexadecimal[Int(byte >> 4)] + hexadecimal[Int(byte & 15)]
            }
        }
        return text
    }

    private static let hexadecimal = "0123456789ABCDEF".map(String.init)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
