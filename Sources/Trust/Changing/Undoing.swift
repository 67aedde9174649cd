internal import StackModel

/// How one change to a store is to be undone.
package struct Undoing: Sendable {
    package enum Way: Sendable {
        /// Nothing else has changed what devstack changed: every file becomes what it was, byte for byte.
        case restoring
        /// The store has changed since: its own tool takes the certificate out, and leaves the rest.
        case removing
        /// The certificate is in it no more, or the store is gone.
        case forgetting
    }

    package let title: String
    package let way: Way
    package let commands: [StoreCommand]
    /// The authority's.
    package let label: String
    let place: String
    /// Where to look whether its tool did it; what is restored is as it was, whatever that says.
    let store: TrustStore?
    let anchor: TrustAnchor?
}
