internal import Diagnostics

/// What the folder holds, judged against what the stack file asks for.
struct Assessment {
    var authority: AuthorityCondition
    /// `nil` where none is asked for.
    var intermediate: IntermediateCondition?
    var leaves: [LeafCondition]
    /// Files that cannot be read, and what should be known of a sound store.
    var diagnostics: [Diagnostic]
    /// The names that are taken in the folder, those that this assessment gives out included.
    var entries: Set<String>
    /// Whether there is a `.gitignore`, and nothing that an interrupted run left.
    var isTidy: Bool

    /// The authority that signs leaves, if nothing has to be made for it first.
    var signer: Authority? {
        guard case .sound(let root) = authority else { return nil }
        switch intermediate {
        case nil: return root
        case .sound(let authority): return authority
        case .missing, .unreadable: return nil
        }
    }

    /// Whether there is nothing to make and nothing wrong.
    var isSound: Bool {
        guard signer != nil else { return false }
        return leaves.allSatisfy { $0.finding == .sound }
    }
}
