import Glibc
internal import Linux

/// Whether a stack is up, told from outside.
package enum RunPresence {
    private static let lockFile = "/.devstack/lock"

    /// The process that runs the stack of this state folder; `nil` while none does, or the folder is closed to this user.
    ///
    /// The lock itself is not tried: a run that began at that moment would find it taken. /proc/locks tells whose it is.
    package static func holder(ofStateDirectory path: String) -> Int32? {
        let lock = path + "/lock"
        var status = stat()
        guard stat(lock, &status) == 0 else { return nil }
        let holders = HeldLocks.current().locks.filter { $0.inode == UInt64(status.st_ino) }.map(\.pid)
        let text = String(decoding: ProcessFiles.contents(of: lock), as: UTF8.self)
        // Another file system may have a file of the same number; that of another user's run cannot be read.
        guard let pid = text.split(separator: "\n").first.flatMap({ Int32($0) }) else { return holders.first }
        return holders.contains(pid) ? pid : nil
    }

    /// Whether this user cannot know whether the stack of this state folder is up: the folder is closed, or /proc shows
    /// processes alone (subset=pid, proc(5)).
    static func isClosed(_ path: String) -> Bool {
        var status = stat()
        if stat(path + "/lock", &status) != 0 { return errno == EACCES }
        return access("/proc/locks", R_OK) != 0
    }

    /// Every stack that is up, by the process that runs it, as far as this user may look.
    static func all() -> [Int32: RunningStack] {
        let held = HeldLocks.current()
        var stacks: [Int32: RunningStack] = [:]
        for pid in Set(held.locks.map(\.pid)) {
            let path = OpenFiles.paths(of: pid, endingIn: lockFile).first { path in
                var status = stat()
                return stat(path, &status) == 0 && held.contains(pid: pid, inode: UInt64(status.st_ino))
            }
            guard let path else { continue }
            let record = ProcessFiles.contents(of: path.dropLast("lock".utf8.count) + "run")
            stacks[pid] = RunningStack(
                directory: String(path.dropLast(lockFile.utf8.count)), runner: pid,
                record: RunRecord(text: String(decoding: record, as: UTF8.self)))
        }
        return stacks
    }
}
