import Glibc

/// A file of the folder, read whole.
struct FileContents {
    var bytes: [UInt8]
    /// Its permission bits.
    var mode: mode_t
    var owner: uid_t

    /// Whether its group or others may read or write it.
    var isOpenToOthers: Bool { mode & 0o077 != 0 }

    /// Whether this user alone can have written it, and read it.
    var isOwn: Bool { !isOpenToOthers && owner == geteuid() }
}
