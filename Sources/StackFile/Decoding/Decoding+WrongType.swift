internal import Diagnostics

extension Decoding {
    /// What to write, where a value of the wrong kind is what people often write.
    func remedy(for node: Node) -> String? {
        switch node.content {
        case .sequence(let elements):
            if takes.isMap, !takes.isText {
                let isFlow = sources[node].slice(node.span).first == "["
                if takes.isTable {
                    guard elements.contains(where: { $0.entries != nil }) else {
                        return elements.count == 1 ? elements.first?.scalar.flatMap { remedy(forText: $0.text) } : nil
                    }
                    return isFlow ? "Write its words without the brackets." : "Remove the `- ` before its words."
                }
                return isFlow
                    ? "Give each a name: {NAME: ...}." : "Give each a name: write `NAME:` in place of its `- `."
            }
            guard elements.count == 1, let text = elements.first?.scalar?.text, !takes.isList else { return nil }
            if case .integer = takes, Int(text) == nil { return nil }
            return "Write \(text), without the list."
        case .mapping:
            // `{{NAME}}` is a map in a map, and `{text}` one with a key that has no value.
            let written = sources[node].slice(node.span)
            if case .environment = takes, node.entries?.count == 1, let entry = node.entries?.first,
                let value = entry.value.scalar?.text
            {
                return "Write \(entry.key.text)=\(value)."
            }
            guard takes.isText else { return nil }
            if written.first != "{", node.entries?.count == 1, !written.contains("\n") {
                return "YAML takes \": \" for a key and its value: put a text that holds it into quotes."
            }
            guard written.first == "{" else { return nil }
            return "YAML takes braces for a map: put a text that begins with { into quotes."
        case .scalar(let scalar): return scalar.isPlain ? remedy(forText: scalar.text) : nil
        }
    }

    private func remedy(forText text: String) -> String? {
        if case .table(let title) = takes {
            // A service's words on the level of its name.
            if Language.tables.contains(where: { $0.title == title && $0.words.contains { $0.name == word } }) {
                return "Indent it below what it belongs to."
            }
            if title == Language.service.title, !text.contains(":") { return "Write {command: \(text)}." }
        }
        if takes.isMap, let parts = Self.unspacedEntry(text) {
            return "Write a space behind each colon: \(parts.key): \(parts.value)."
        }
        if takes.isList, text.hasPrefix("-"), text.dropFirst().first?.isLetter == true {
            return "Write a space behind each -, so that it begins an entry."
        }
        if word == "expect", let number = Int(text), (0...599).contains(number) {
            return number < 100 ? "Write {exit: \(number)}." : "Write {status: \(number)}."
        }
        var isVariables = false
        if case .environment = takes { isVariables = true }
        if takes.isList, !takes.isText, !isVariables || text.contains("="), !text.isEmpty {
            let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }
            return "Write a list: [\(parts.map { $0.contains(":") ? "\"\($0)\"" : $0 }.joined(separator: ", "))]."
        }
        return nil
    }

    /// `port:8000`, which is a text to YAML.
    static func unspacedEntry(_ text: String) -> (key: Substring, value: Substring)? {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
        let key = text[..<colon]
        let value = text[text.index(after: colon)...].prefix { $0 != " " }
        guard !value.isEmpty, !value.hasPrefix("//"),
            key.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) })
        else { return nil }
        return (key, value)
    }
}

extension ValueShape {
    /// Whether a map of words is the only map that it may be.
    var isTable: Bool {
        switch self {
        case .table: true
        case .either(let shapes): shapes.contains(where: \.isTable)
        case .orNothing(let shape): shape.isTable
        default: false
        }
    }

    var isMap: Bool {
        switch self {
        case .map, .table, .environment: true
        case .either(let shapes): shapes.contains(where: \.isMap)
        case .orNothing(let shape): shape.isMap
        default: false
        }
    }

    var isList: Bool {
        switch self {
        case .list, .command, .environment, .status, .values: true
        case .either(let shapes): shapes.contains(where: \.isList)
        case .orNothing(let shape): shape.isList
        default: false
        }
    }

    /// Whether a text of some form is among what it is.
    var isText: Bool {
        switch self {
        case .text, .anyText, .line, .fileName, .path, .url, .form, .oneOf, .command, .status, .values: true
        case .either(let shapes): shapes.contains(where: \.isText)
        case .orNothing(let shape): shape.isText
        default: false
        }
    }
}
