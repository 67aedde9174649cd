import Glibc

/// One step of a change to the authority's folder. A run may die between any two.
enum FolderChange: Equatable {
    /// Makes `NAME.new`, whole and synced.
    case stage(String, [UInt8], mode: mode_t)
    /// Gives a file a second name, so that publishing another in its place does not lose it.
    case setAside(String, as: String)
    /// Renames `NAME.new` to `NAME`.
    case publish(String)
    /// Removes `NAME.new`.
    case discard(String)
    /// Makes all renames before it last.
    case syncFolder
}
