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
    /// One value or a list of them: the later ones follow the earlier ones.
    case appended

    /// Tables whose maps are one value each: a readiness condition, and what belongs to it.
    static let wholes: Set<String> = ["`ready`"]

    /// A list that names each thing once is added to, maps are merged, and any other value is replaced.
    init(of shape: ValueShape) {
        switch shape {
        case .map: self = .byKey
        case .table(let title): self = Self.wholes.contains(title) ? .replaced : .byKey
        case .environment: self = .byVariable
        case .environmentFiles: self = .appended
        case .list(_, _, unique: true): self = .added
        case .either(let shapes):
            let isMap = shapes.contains { if case .byKey = MergeRule(of: $0) { true } else { false } }
            self = isMap ? .byKey : .replaced
        case .orNothing(let inner): self = MergeRule(of: inner)
        default: self = .replaced
        }
    }
}
