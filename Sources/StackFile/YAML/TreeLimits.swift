/// What a stack file may be at most, so that a hostile or broken one ends in a mistake and not in a full memory.
enum TreeLimits {
    /// In bytes; ten thousand checks fit.
    static let fileSize = 4 << 20
    /// Collections inside each other.
    static let depth = 64
    /// Values in the tree, with every alias counted as the copy that it stands for.
    static let nodes = 500_000
    /// Bytes of variables' values that take the place of a `${NAME}`, all together.
    static let expansion = 4 << 20
    /// Mistakes for which a nearest word is still looked for; nobody reads more in one go.
    static let suggestions = 200
}
