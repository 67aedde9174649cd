import Glibc

/// A folder of this user's own that git ignores by a `.gitignore` of its own.
package enum UnversionedFolder {
    /// Makes it when it is missing, with mode 0700. One that is there stays as it is.
    ///
    /// - Throws: `SystemError` of mkdir(2), of open(2) or of writing its `.gitignore`; EPERM when the folder that is there
    ///   is another user's, or everybody may write into it.
    package static func make(_ path: String) throws(SystemError) {
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return try checkOwner(of: path) }
            throw SystemError("mkdir", path)
        }
        let folder = try SystemError.retrying("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(folder) }
        try DurableFile.write(Array("*\n".utf8), as: ".gitignore", in: folder, mode: 0o644)
    }

    /// Whoever can write into it chooses what this user's programs trust. Root may use what the owner of the folder around
    /// it has, as in a container over somebody's checkout.
    private static func checkOwner(of path: String) throws(SystemError) {
        var (folder, link, parent) = (stat(), stat(), stat())
        guard stat(path, &folder) == 0, lstat(path, &link) == 0, stat(path + "/..", &parent) == 0 else {
            throw SystemError("stat", path)
        }
        guard folder.st_mode & S_IFMT == S_IFDIR else { throw SystemError("mkdir", path, code: ENOTDIR) }
        let user = geteuid()
        for owner in [folder.st_uid, link.st_uid] where owner != user {
            guard user == 0, owner == parent.st_uid else { throw SystemError("use another user's", path, code: EPERM) }
        }
        guard folder.st_mode & S_IWOTH == 0 else { throw SystemError("use everybody's", path, code: EPERM) }
    }
}
