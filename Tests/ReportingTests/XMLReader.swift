/// Reads XML 1.0 without document types, comments and processing instructions; strict about what it reads.
struct XMLReader {
    struct Fault: Error {
        var message: String
        var offset: Int
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0

    static func parse(_ text: String) throws -> XMLElement {
        var reader = XMLReader(scalars: Array(text.unicodeScalars))
        try reader.expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        let element = try reader.readElement()
        reader.skipBlanks()
        guard reader.position == reader.scalars.count else { throw reader.fault("text behind the root") }
        return element
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }

    private func isAt(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

    private mutating func expect(_ text: String) throws {
        guard isAt(text) else { throw fault("expected \(text)") }
        position += text.unicodeScalars.count
    }

    private mutating func skipBlanks() {
        while let scalar = current, " \n\t".unicodeScalars.contains(scalar) { position += 1 }
    }

    private mutating func readElement() throws -> XMLElement {
        try expect("<")
        var element = XMLElement(name: try readName())
        while true {
            let before = position
            skipBlanks()
            if isAt("/>") {
                try expect("/>")
                return element
            }
            if isAt(">") { break }
            guard position > before else { throw fault("expected a blank before an attribute") }
            let name = try readName()
            try expect("=\"")
            let value = try readText(until: "\"", inAttribute: true)
            try expect("\"")
            guard element.attributes.updateValue(value, forKey: name) == nil else { throw fault("\(name) twice") }
        }
        try expect(">")
        while !isAt("</") {
            if isAt("<") {
                element.children.append(try readElement())
            } else {
                element.text += try readText(until: "<", inAttribute: false)
            }
        }
        try expect("</\(element.name)>")
        return element
    }

    private mutating func readName() throws -> String {
        var name = ""
        while let scalar = current, scalar.properties.isAlphabetic || scalar == "-" {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard !name.isEmpty else { throw fault("expected a name") }
        return name
    }

    private mutating func readText(until end: Unicode.Scalar, inAttribute: Bool) throws -> String {
        var text = String.UnicodeScalarView()
        while let scalar = current, scalar != end {
            switch scalar {
            case "&": text.append(try readReference())
            case "<": throw fault("< in text")
            case "]" where isAt("]]>"): throw fault("]]> in text")
            // A parser would make something else of these.
            case "\r": throw fault("a bare carriage return")
            case "\n" where inAttribute, "\t" where inAttribute: throw fault("a bare blank in an attribute")
            default:
                guard scalar.value >= 0x20 || scalar == "\n" || scalar == "\t", scalar.value & 0xFFFE != 0xFFFE else {
                    throw fault("a character that XML does not have")
                }
                text.append(scalar)
                position += 1
            }
        }
        guard current == end else { throw fault("expected \(end)") }
        return String(text)
    }

    private mutating func readReference() throws -> Unicode.Scalar {
        let known: [(String, Unicode.Scalar)] = [
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#9;", "\t"), ("&#10;", "\n"),
            ("&#13;", "\r"),
        ]
        guard let (text, scalar) = known.first(where: { isAt($0.0) }) else { throw fault("an unknown reference") }
        try expect(text)
        return scalar
    }
}
