/// The texts of the files that a tree is made of.
struct YAMLSources {
    private var sources: [String: YAMLSource] = [:]
    private static let none = YAMLSource("", file: "")

    mutating func add(_ source: YAMLSource) { sources[source.file] = source }

    /// The text that a value's span counts in.
    subscript(_ node: Node) -> YAMLSource { sources[node.location.file] ?? Self.none }
}
