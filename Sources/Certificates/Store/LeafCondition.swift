internal import Diagnostics

/// What was found of one certificate and its key.
struct LeafCondition {
    enum Finding: Equatable {
        case sound
        /// There is no certificate; the key may be there.
        case absent
        /// It must be made anew, and why.
        case due(String)
        /// A file cannot be read.
        case unreadable
    }

    var request: LeafRequest
    var finding: Finding
    /// The certificate, where one can be read.
    var certificate: Certificate?
    /// The key, if it is fit to be kept.
    var key: PrivateKey?
    /// Files that devstack did not make, or cannot judge: they are kept under another name, given here.
    var asides: [FolderChange] = []
}
