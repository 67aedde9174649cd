import Glibc
import Linux

/// The stack's `.devstack` folder: logs, locks, records and trust bundles; git ignores it.
enum StateDirectory {
    /// Makes it when it is missing, with mode 0700.
    ///
    /// - Throws: `SystemError` of mkdir(2) or of writing its `.gitignore`.
    static func make(_ path: String) throws(SystemError) {
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw SystemError("mkdir", path)
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SystemError("open", path) }
        defer { close(folder) }
        try DurableFile.write(Array("*\n".utf8), as: ".gitignore", in: folder, mode: 0o644)
    }
}
