/// How the value of a word in a later file changes the one that an earlier file gives.
enum MergeRule: Sendable {
    /// The later value stands alone.
    case replaced
    /// Key by key.
    case byKey
    /// What the later list has is added to the earlier one, each once.
    case added
    /// Environment variables by their names, written as a map or as a list.
    case byVariable

    /// The words whose values say more than their shapes, by the titles of their tables.
    static let exceptions: [String: [String: MergeRule]] = [
        "`authority`": ["permit": .added],
        "a certificate": ["names": .added],
        // A condition and what belongs to it are one value.
        "a service": ["hosts": .added, "depends_on": .added, "environment": .byVariable, "ready": .replaced],
        "a check": ["environment": .byVariable],
    ]

    init(of word: WordOutline, in table: WordTableOutline) {
        self = Self.exceptions[table.title]?[word.name] ?? MergeRule(of: word.takes)
    }

    /// Maps are merged, any other value is replaced.
    init(of shape: ValueShape) {
        switch shape {
        case .map, .table: self = .byKey
        case .orNothing(let shape): self = MergeRule(of: shape)
        case .either(let shapes):
            let isMap = shapes.contains { if case .byKey = MergeRule(of: $0) { true } else { false } }
            self = isMap ? .byKey : .replaced
        default: self = .replaced
        }
    }
}
