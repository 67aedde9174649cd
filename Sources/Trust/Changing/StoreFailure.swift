package import Linux

/// Why a store could not be changed.
package enum StoreFailure: Error, Sendable, Equatable {
    /// A command ended badly; what it said.
    case command(StoreCommand, end: String, output: String)
    /// A command could not be started, or the record not be written.
    case system(SystemError)
    /// Every command succeeded, and yet the store does not trust the authority, or does still.
    case withoutEffect(title: String)
}
