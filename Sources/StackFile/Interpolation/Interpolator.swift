/// Replaces `${NAME}` and its kin in a text.
///
/// As in Compose, but only `${` begins a variable: any other `$` is itself, and `$${` is a literal `${`.
struct Interpolator {
    struct Problem: Equatable {
        enum Kind: Equatable {
            /// The variable is not set and has no default.
            case unset(String)
            /// `${NAME:?message}`: not set, and the message says what for.
            case required(String, message: String)
            /// What is wrong with the expression.
            case malformed(String, remedy: String)
            /// `services.…`, and no port that the file gives.
            case unknownPort(String)
        }

        var kind: Kind
        /// Which `${` of the text it is, from 0, escaped ones counted.
        var occurrence: Int
        /// How many scalars the expression covers, `${` and `}` included.
        var length: Int
    }

    /// The value of a variable, or `nil` if it is not set.
    let lookUp: (String) -> String?

    private static let nesting = 8

    /// Whether a text holds a `${` at all. By its bytes: for Swift's characters a brace with an accent is another one.
    static func concerns(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{"), previous == UInt8(ascii: "$") { return true }
            previous = byte
        }
        return false
    }

    func expand(_ text: String) -> (text: String, problems: [Problem]) {
        var reader = Reader(scalars: Array(text.unicodeScalars))
        var problems: [Problem] = []
        let expanded = expand(&reader, isDefault: false, level: 0, &problems)
        return (expanded, problems)
    }

    private struct Reader {
        let scalars: [Unicode.Scalar]
        var position = 0
        var occurrence = -1

        var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

        func starts(with text: String) -> Bool {
            var index = position
            for scalar in text.unicodeScalars {
                guard index < scalars.count, scalars[index] == scalar else { return false }
                index += 1
            }
            return true
        }
    }

    /// - Parameter isDefault: Whether the text ends at a closing brace, which is then left to the caller.
    private func expand(
        _ reader: inout Reader, isDefault: Bool, level: Int, _ problems: inout [Problem]
    ) -> String {
        var result = String.UnicodeScalarView()
        while let scalar = reader.current {
            if isDefault, scalar == "}" { break }
            if reader.starts(with: "$${") {
                reader.position += 3
                reader.occurrence += 1
                result.append(contentsOf: "${".unicodeScalars)
                // The brace that closes a literal `${` inside a default is a part of the default.
                if isDefault {
                    while let inner = reader.current, inner != "}" {
                        result.append(inner)
                        reader.position += 1
                    }
                    if reader.current != nil {
                        result.append("}")
                        reader.position += 1
                    }
                }
            } else if reader.starts(with: "${") {
                result.append(contentsOf: expression(&reader, level: level, &problems).unicodeScalars)
            } else {
                result.append(scalar)
                reader.position += 1
            }
        }
        return String(result)
    }

    private func expression(_ reader: inout Reader, level: Int, _ problems: inout [Problem]) -> String {
        let start = reader.position
        reader.occurrence += 1
        let occurrence = reader.occurrence
        reader.position += 2
        var name = ""
        while let scalar = reader.current, Self.isNamePart(scalar, first: name.isEmpty) {
            name.unicodeScalars.append(scalar)
            reader.position += 1
        }
        if name == "services", reader.current == "." { return port(&reader, from: start, &problems) }
        func fail(_ kind: Problem.Kind) {
            problems.append(Problem(kind: kind, occurrence: occurrence, length: reader.position - start))
        }
        let operators = [":-", ":?", ":+", "-", "?", "+"]
        let sign = operators.first { reader.starts(with: $0) }
        var argument = ""
        var argumentProblems: [Problem] = []
        if let sign, !name.isEmpty, level < Self.nesting {
            reader.position += sign.count
            argument = expand(&reader, isDefault: true, level: level + 1, &argumentProblems)
        }
        guard reader.current == "}", !name.isEmpty else {
            while let scalar = reader.current, scalar != "}", scalar != "\n" { reader.position += 1 }
            let isClosed = reader.current == "}"
            if isClosed { reader.position += 1 }
            fail(
                isClosed
                    ? .malformed(
                        level >= Self.nesting
                            ? "defaults are nested more than \(Self.nesting) deep" : "this is not a variable",
                        remedy:
                            "Write ${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+other}; for a literal ${ write $${."
                    )
                    : Self.unclosed)
            return ""
        }
        reader.position += 1
        let value = lookUp(name)
        let counts = sign?.hasPrefix(":") == true ? value?.isEmpty == false : value != nil
        if sign == ":+" || sign == "+" {
            if counts { problems += argumentProblems }
            return counts ? argument : ""
        }
        if counts || (sign == nil && value != nil) { return value ?? "" }
        switch sign {
        case ":-", "-":
            problems += argumentProblems
            return argument
        case ":?", "?": fail(.required(name, message: argument))
        default: fail(.unset(name))
        }
        return ""
    }

    /// `${services.NAME.port}`: a name with points and hyphens, so that nothing stands behind it.
    private func port(_ reader: inout Reader, from start: Int, _ problems: inout [Problem]) -> String {
        var name = "services"
        while let scalar = reader.current, scalar != "}", scalar != "\n" {
            name.unicodeScalars.append(scalar)
            reader.position += 1
        }
        let isClosed = reader.current == "}"
        if isClosed { reader.position += 1 }
        if isClosed, let value = lookUp(name) { return value }
        problems.append(
            Problem(
                kind: isClosed ? .unknownPort(name) : Self.unclosed, occurrence: reader.occurrence,
                length: reader.position - start))
        return ""
    }

    private static let unclosed = Problem.Kind.malformed(
        "this ${ is not closed", remedy: "Close it with }; for a literal ${ write $${.")

    static func isNamePart(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        case "0"..."9": !first
        default: false
        }
    }
}
