import Glibc

/// What tells one version of a file from the next without reading it: a renewal is a new inode, whatever the clock says.
package struct FileStamp: Sendable, Hashable {
    private var device: UInt64
    private var inode: UInt64
    private var size: Int64
    private var modified: [Int]
    private var changed: [Int]

    /// The file's stamp now; `nil` if it cannot be looked at (fstatat(2), symbolic links followed).
    package init?(of path: String) {
        var status = stat()
        guard fstatat(AT_FDCWD, path, &status, 0) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
