internal import StackModel

/// What was done to make an authority trusted, so that just that can be undone.
package struct TrustRecord: Sendable, Equatable {
    /// What was done to one store.
    struct Entry: Equatable {
        var kind: StoreKind
        var place: String
        var title: String
        /// `nil` when devstack did not live to see what had become of it.
        var changes: [FileChange]?
    }

    /// The anchor's.
    package var label: String
    package var subject: String
    /// The absolute path of the file that the authority had; another stack may have the same authority.
    package var authorityFile: String
    /// In the order in which they were done.
    var entries: [Entry]

    /// What the stores are called that trust the authority.
    package var titles: [String] { entries.map(\.title) }
    package var kinds: Set<StoreKind> { Set(entries.map(\.kind)) }
}
