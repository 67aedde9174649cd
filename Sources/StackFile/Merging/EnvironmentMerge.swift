/// Environment variables of two files, each as a map or as a list of `NAME=VALUE`.
enum EnvironmentMerge {
    /// The earlier file's variables in their order, with the later one's values, and then what is new.
    static func merged(_ earlier: Node, with later: Node) -> Node {
        if later.isNull { return earlier }
        guard let entries = entries(of: earlier), let changes = Self.entries(of: later) else { return later }
        var result = earlier
        result.content = .mapping(
            Node.Entry.merged(entries, with: changes) { _, change in
                var change = change
                change.value.overrideTag = nil
                return change
            })
        result.weight = earlier.weight + later.weight
        return result
    }

    /// - Returns: `nil` of what is neither, which the decoder then reports.
    private static func entries(of node: Node) -> [Node.Entry]? {
        guard case .sequence(let elements) = node.content else { return node.entries }
        var entries: [Node.Entry] = []
        for element in elements {
            guard let scalar = element.scalar, !element.isNull else { return nil }
            let name = String(scalar.text.prefix { $0 != "=" })
            var value = element
            value.content = .scalar(
                scalar.text.contains("=")
                    ? Node.Scalar(text: String(scalar.text.drop { $0 != "=" }.dropFirst()), isPlain: false)
                    : Node.Scalar(text: "", isPlain: true))
            entries.append(Node.Entry(key: Node.Key(text: name, location: element.location), value: value))
        }
        return entries
    }
}
