/// Which processes hold whole files for themselves: flock(2).
package struct HeldLocks: Sendable {
    package struct Lock: Sendable, Hashable {
        package var pid: Int32
        /// The file's.
        package var inode: UInt64
    }

    package let locks: Set<Lock>

    /// Of /proc/locks, proc_locks(5): `1: FLOCK  ADVISORY  WRITE 4711 fe:01:1234 0 EOF`.
    package init(text: String) {
        var locks: Set<Lock> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE", let pid = Int32(words[4]),
                let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) })
            else { continue }
            locks.insert(Lock(pid: pid, inode: inode))
        }
        self.locks = locks
    }

    package static func current() -> HeldLocks {
        HeldLocks(text: String(decoding: ProcessFiles.contents(of: "/proc/locks", limit: 1 << 20), as: UTF8.self))
    }

    package func contains(pid: Int32, inode: UInt64) -> Bool { locks.contains(Lock(pid: pid, inode: inode)) }
}
