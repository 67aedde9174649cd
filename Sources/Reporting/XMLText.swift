/// Text as a part of an XML 1.0 document.
enum XMLText {
    /// For the content of an element.
    static func content(_ text: String) -> String { escape(text, inAttribute: false) }

    /// For an attribute's value between double quotes; its line breaks and tabs survive normalisation (XML 1.0, 3.3.3).
    static func attribute(_ text: String) -> String { escape(text, inAttribute: true) }

    private static func escape(_ text: String, inAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            // `]]>` must not stand in content (2.4).
            case ">": result += "&gt;"
            case "\"" where inAttribute: result += "&quot;"
            case "\t" where inAttribute: result += "&#9;"
            case "\n" where inAttribute: result += "&#10;"
            // A bare CR would be read as a line feed (2.11).
            case "\r": result += "&#13;"
            default: result.unicodeScalars.append(isCharacter(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return result
    }

    /// Char of XML 1.0, 2.2.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
