/// What the user asked for.
enum Intent {
    /// Make what is missing, and renew what is due.
    case prepare
    /// New leaves now.
    case renewLeaves
    /// A new authority, then new leaves.
    case renewAuthority
}
