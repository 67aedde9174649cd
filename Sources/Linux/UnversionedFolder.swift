import Glibc

/// A folder that git ignores by a `.gitignore` of its own.
package enum UnversionedFolder {
    /// Makes it when it is missing, with mode 0700. One that is there stays as it is.
    ///
    /// - Throws: `SystemError` of mkdir(2), of open(2) or of writing its `.gitignore`.
    package static func make(_ path: String) throws(SystemError) {
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw SystemError("mkdir", path)
        }
        let folder = try SystemError.retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(folder) }
        try DurableFile.write(Array("*\n".utf8), as: ".gitignore", in: folder, mode: 0o644)
    }
}
