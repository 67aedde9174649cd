import Glibc

/// A folder of this user's own that nobody else can look into.
package enum PrivateFolder {
    /// Makes it when it is missing, with mode 0700.
    ///
    /// - Throws: `SystemError` of mkdir(2); EPERM when what is there is no folder, another user's, or open to others.
    package static func make(_ path: String) throws(SystemError) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw SystemError("mkdir", path) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError("lstat", path) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw SystemError("use", path, code: EPERM)
        }
    }
}
