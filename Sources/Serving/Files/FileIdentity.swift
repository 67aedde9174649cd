import Glibc

/// Which version of which file something was read from.
struct FileIdentity: Sendable, Equatable {
    var device: UInt64
    var inode: UInt64
    var size: Int
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    var modified: Int
    /// Nanoseconds since 1970-01-01T00:00:00Z, of the last change to content, name or owner.
    var changed: Int

    /// Older kernels stamp changes by a clock that ticks this coarsely: within it, a second change can go unseen.
    static let coarseness = 50_000_000

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        changed = Int(status.st_ctim.tv_sec) * 1_000_000_000 + Int(status.st_ctim.tv_nsec)
    }

    /// Whether an unseen change is ruled out for what is read from now on.
    ///
    /// - Parameter now: Nanoseconds since 1970-01-01T00:00:00Z, taken before the identity was.
    func isSettled(at now: Int) -> Bool { now - changed >= Self.coarseness }

    /// An entity tag from inode, size and modification time, quotes included.
    ///
    /// Of a file that may change again unseen it is one that never comes back.
    func entityTag(at now: Int) -> String {
        let tag = String(inode, radix: 16) + "-" + String(size, radix: 16) + "-" + String(modified, radix: 16)
        return isSettled(at: now) ? "\"\(tag)\"" : "\"\(tag)-\(String(now, radix: 16))\""
    }

    /// The modification time in seconds; `nil` while that second lasts, since it then tells no two changes apart.
    func lastModified(at now: Int) -> Int? {
        let second = modified / 1_000_000_000
        return second < now / 1_000_000_000 ? second : nil
    }
}
