internal import StackModel

/// A resolved stack as YAML, line by line.
package struct YAMLLines: Sendable {
    package struct Line: Sendable, Equatable {
        /// With its indentation.
        package var text: String
        /// Where its value comes from.
        package var origin: String?
    }

    package private(set) var lines: [Line] = []

    package init(_ value: ResolvedValue) {
        guard case .map(let entries) = value else { return }
        write(entries, level: 0)
    }

    /// The text without origins.
    package var text: String { lines.map { $0.text + "\n" }.joined() }

    private mutating func add(_ text: String, level: Int, origin: String? = nil) {
        lines.append(Line(text: String(repeating: "  ", count: level) + text, origin: origin))
    }

    private mutating func write(_ entries: [ResolvedValue.Entry], level: Int) {
        for entry in entries {
            let key = YAMLScalar.key(entry.name, isFlow: false)
            switch entry.value {
            case .scalar(let value, let origin):
                add("\(key): \(YAMLScalar.text(value, isFlow: false))", level: level, origin: "\(origin)")
            case .naming(let text, let isText, let origin):
                add(
                    "\(key): \(YAMLScalar.naming(text, isText: isText, isFlow: false))", level: level,
                    origin: "\(origin)")
            case .map(let inner) where inner.isEmpty: add("\(key): {}", level: level)
            case .map(let inner):
                add("\(key):", level: level)
                write(inner, level: level + 1)
            case .list(let elements, let origin):
                if let line = Self.commonLine(of: elements, origin) {
                    add("\(key): \(Self.flow(entry.value))", level: level, origin: line)
                } else {
                    add("\(key):", level: level)
                    for element in elements {
                        add("- \(Self.flow(element))", level: level + 1, origin: Self.origin(of: element))
                    }
                }
            }
        }
    }

    /// The list's own origin if every element stands on the same line; `nil` if one has to tell them apart.
    private static func commonLine(of elements: [ResolvedValue], _ origin: ValueOrigin) -> String? {
        let isOneLine = elements.allSatisfy { element in
            let own: ValueOrigin
            switch element {
            case .scalar(_, let origin), .naming(_, _, let origin): own = origin
            case .list, .map: return true
            }
            return own.location?.line == origin.location?.line && own.location?.file == origin.location?.file
        }
        return isOneLine ? "\(origin)" : nil
    }

    private static func origin(of value: ResolvedValue) -> String? {
        switch value {
        case .scalar(_, let origin), .naming(_, _, let origin), .list(_, let origin): "\(origin)"
        case .map: nil
        }
    }

    /// In one line, in brackets and braces.
    private static func flow(_ value: ResolvedValue) -> String {
        switch value {
        case .scalar(let value, _): YAMLScalar.text(value, isFlow: true)
        case .naming(let text, let isText, _): YAMLScalar.naming(text, isText: isText, isFlow: true)
        case .list(let elements, _): "[" + elements.map(flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{"
                + entries.map { "\(YAMLScalar.key($0.name, isFlow: true)): \(flow($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }
}
