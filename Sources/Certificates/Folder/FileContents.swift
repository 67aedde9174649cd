import Glibc

/// A file of the folder, read whole.
struct FileContents {
    var bytes: [UInt8]
    /// Its permission bits.
    var mode: mode_t

    /// Whether its group or others may read or write it.
    var isOpenToOthers: Bool { mode & 0o077 != 0 }
}
