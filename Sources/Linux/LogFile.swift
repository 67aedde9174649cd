import CLinux
import Glibc

/// A file that lines are added to.
package enum LogFile {
    /// Opens it for appending; makes it, and its folder, when they are missing: open(2), O_APPEND, mode 0600.
    package static func open(_ path: String, in folder: String) throws(SystemError) -> Descriptor {
        let first = devstack_open_append(path)
        guard first == -ENOENT else { return try Descriptor(result: first, of: "open", path) }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw SystemError("mkdir", folder) }
        return try Descriptor(result: devstack_open_append(path), of: "open", path)
    }
}
