import Diagnostics

/// A value member by member, without the places that it was read from.
enum ValueDump {
    static func text(_ value: Any) -> String {
        var lines: [String] = []
        add(value, path: "", to: &lines)
        return lines.joined(separator: "\n")
    }

    private static func add(_ value: Any, path: String, to lines: inout [String]) {
        if value is SourceLocation { return }
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty, !(value is String) else {
            lines.append("\(path) = \(value)")
            return
        }
        for (index, child) in mirror.children.enumerated() {
            add(child.value, path: "\(path).\(child.label ?? "\(index)")", to: &lines)
        }
    }
}
