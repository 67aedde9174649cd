/// What a stack file may be at most, so that a hostile or broken one ends in a mistake and not in a full memory.
enum TreeLimits {
    /// In bytes.
    static let fileSize = 1 << 20
    /// Collections inside each other.
    static let depth = 64
    /// Values in the tree, with every alias counted as the copy that it stands for.
    static let nodes = 50_000
}
