internal import StackModel

/// How a scalar is written so that the reader takes it for what it is.
enum YAMLScalar {
    /// - Parameter isFlow: Whether it stands in brackets or braces, where a colon is YAML's own.
    static func text(_ value: JSONValue, isFlow: Bool) -> String {
        switch value {
        case .string(let text): self.text(text, isFlow: isFlow)
        default: value.compactText
        }
    }

    /// A text; `${` becomes `$${`, since the reader replaces variables.
    static func text(_ text: String, isFlow: Bool) -> String {
        isPlain(text, isFlow: isFlow) ? text : quoted(literal(text))
    }

    /// By scalars: for Swift's characters a brace with an accent is another one.
    static func literal(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "{", result.last == "$" { result.append("$") }
            result.append(scalar)
        }
        return String(result)
    }

    /// A key, in which no variable is replaced.
    static func key(_ text: String, isFlow: Bool) -> String {
        isPlain(text, isFlow: isFlow) ? text : quoted(text)
    }

    /// Only what is plain beyond doubt, to any version of YAML.
    private static func isPlain(_ text: String, isFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, text.last != " ",
            isLetter(first) || first == "/" || text.hasPrefix("./") || isOption(text) || isPlainWithDigits(text),
            case .text = CoreSchema.resolve(text), AmbiguousScalar(text, meant: .anything) == nil
        else { return false }
        var previous: Unicode.Scalar = first
        for scalar in text.unicodeScalars {
            // A colon before a blank would make a key of the text.
            if previous == ":", scalar == " " { return false }
            guard
                isLetter(scalar) || ("0"..."9").contains(scalar) || "_./-+@=%~ ".unicodeScalars.contains(scalar)
                    || (!isFlow && ":?&*(),".unicodeScalars.contains(scalar))
            else { return false }
            previous = scalar
        }
        return previous != ":"
    }

    /// `-v` or `--title`: a dash before anything but a blank begins no list.
    private static func isOption(_ text: String) -> Bool {
        guard text.hasPrefix("-"), let letter = text.unicodeScalars.first(where: { $0 != "-" }) else { return false }
        return isLetter(letter)
    }

    /// A duration, an IPv4 address or a class of statuses: no version of YAML takes one for a number.
    private static func isPlainWithDigits(_ text: String) -> Bool {
        guard let first = text.utf8.first, CoreSchema.isDigit(first) else { return false }
        return (try? DurationText.parse(text)) != nil || IPAddress(text)?.isV6 == false
            || (text.utf8.count == 3 && text.hasSuffix("xx"))
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// A text in which ports are named, where `${` stands for what it is.
    ///
    /// - Parameter isText: Whether it is no number once they are known.
    static func naming(_ text: String, isText: Bool, isFlow: Bool) -> String {
        // In brackets a brace would begin a map.
        isText || isFlow ? quoted(text) : text
    }

    /// In double quotes (YAML 1.2.2, 7.3.1), with escapes for all that is not shown as itself.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if isShown(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
                }
            }
        }
        return result + "\""
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: false
        default: true
        }
    }
}
