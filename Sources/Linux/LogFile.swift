import CLinux
import Glibc

/// A file that lines are added to, and those before it: `NAME.1`, `NAME.2`, the older the higher.
package enum LogFile {
    /// What follows a service's name in that of its log.
    package static let suffix = ".log"

    /// Opens it for appending; makes it, and its folder, when they are missing: open(2), O_APPEND, mode 0600.
    package static func open(_ path: String, in folder: String) throws(SystemError) -> Descriptor {
        let first = devstack_open_append(path)
        guard first == -ENOENT else { return try Descriptor(result: first, of: "open", path) }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw SystemError("mkdir", folder) }
        return try Descriptor(result: devstack_open_append(path), of: "open", path)
    }

    /// How long an open one is, and whether its last line has its end: one whose writer was killed, or had no room, may not.
    package static func state(of file: Descriptor) throws(SystemError) -> (size: Int, isWhole: Bool) {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("fstat") }
        guard status.st_size > 0 else { return (0, true) }
        var last: UInt8 = 0
        let count = try SystemError.retrying("pread") { pread(file.number, &last, 1, status.st_size - 1) }
        return (Int(status.st_size), count == 1 && last == UInt8(ascii: "\n"))
    }

    /// Whether an open one has no name any more, so that nobody can read it: fstat(2).
    package static func isRemoved(_ file: Descriptor) -> Bool {
        var status = stat()
        return fstat(file.number, &status) == 0 && status.st_nlink == 0
    }

    /// Takes back what a failed write has left behind this length: ftruncate(2).
    package static func cut(_ file: Descriptor, to size: Int) {
        _ = ftruncate(file.number, off_t(size))
    }

    /// Makes its name free: it becomes `NAME.1`, that `NAME.2`, and so on up to a number that nobody has, or to the oldest,
    /// which is replaced.
    ///
    /// Each step is one rename(2): after a crash between any two a number is missing, and no line.
    ///
    /// - Parameter count: how many files there are to be, the one that follows among them; at least 2.
    package static func rotate(_ path: String, keeping count: Int) throws(SystemError) {
        var free = 1
        while free < count - 1, access("\(path).\(free)", F_OK) == 0 { free += 1 }
        for number in stride(from: free, to: 0, by: -1) {
            let newer = number == 1 ? path : "\(path).\(number - 1)"
            guard rename(newer, "\(path).\(number)") != 0, errno != ENOENT else { continue }
            throw SystemError("rename", newer)
        }
        // More of them were kept before.
        var surplus = count
        while unlink("\(path).\(surplus)") == 0 { surplus += 1 }
    }
}
