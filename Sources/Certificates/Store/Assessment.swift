internal import Diagnostics

/// What the folder holds, judged against what the stack file asks for.
struct Assessment {
    var authority: AuthorityCondition
    var leaves: [LeafCondition]
    /// Files that cannot be read, and what should be known of a sound store.
    var diagnostics: [Diagnostic]
    /// The names that are taken in the folder, those that this assessment gives out included.
    var entries: Set<String>
    /// Whether there is a `.gitignore`, and nothing that an interrupted run left.
    var isTidy: Bool

    /// Whether there is nothing to make and nothing wrong.
    var isSound: Bool {
        guard case .sound = authority else { return false }
        return leaves.allSatisfy { $0.finding == .sound }
    }
}
