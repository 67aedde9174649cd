import Glibc
import Linux
import Synchronization

/// Folders of which nothing is ever served, however a file in them is reached.
///
/// Told by device and inode, so that neither a link nor a new name for a folder makes it another one.
struct ForbiddenFolders: Sendable {
    private struct InodeIdentity: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private let paths: [String]
    /// What stood at the paths at first: it stays forbidden when it is moved.
    private let known: Set<InodeIdentity>

    /// - Parameter paths: Absolute; none has to exist yet.
    init(_ paths: [String]) {
        self.paths = paths
        known = Set(paths.compactMap(Self.identity))
    }

    /// Whether an open file or folder is one of the folders or lies beneath one, by any of its names.
    ///
    /// - Throws: `SystemError` of `readlink` when the kernel does not say where it is; then it must not be served.
    func cover(descriptor: Int32, status: stat) throws(SystemError) -> Bool {
        if paths.isEmpty { return false }
        // A hard link has a name elsewhere, so the folders themselves have to be looked through.
        if status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 1 {
            let identity = InodeIdentity(status)
            if paths.contains(where: { Self.holds(identity, beneath: $0) }) { return true }
        }
        let forbidden = known.union(paths.compactMap(Self.identity))
        var path = try Self.path(of: descriptor)
        while true {
            path.append(0)
            if let identity = Self.identity(path), forbidden.contains(identity) { return true }
            path.removeLast()
            guard path.count > 1, let slash = path.lastIndex(of: Self.slash) else { return false }
            path.removeSubrange(max(1, slash)...)
        }
    }

    private static let slash = CChar(bitPattern: UInt8(ascii: "/"))

    private static func identity(_ path: String) -> InodeIdentity? {
        identity(path.utf8.map(CChar.init(bitPattern:)) + [0])
    }

    private static func identity(_ path: [CChar]) -> InodeIdentity? {
        var status = stat()
        return stat(path, &status) == 0 ? InodeIdentity(status) : nil
    }

    /// Where an open file is now (proc(5), /proc/self/fd).
    private static func path(of descriptor: Int32) throws(SystemError) -> [CChar] {
        let link = "/proc/self/fd/\(descriptor)"
        let buffer = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = max(0, buffer.baseAddress.map { readlink(link, $0, buffer.count) } ?? 0)
        }
        guard !buffer.isEmpty, buffer.count < Int(PATH_MAX) else { throw SystemError("readlink", link) }
        return buffer
    }

    /// Whether a folder holds this very file, at any depth; links in it are not followed.
    private static func holds(_ file: InodeIdentity, beneath path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            guard name != ".", name != "..", fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                continue
            }
            if InodeIdentity(status) == file { return true }
            if status.st_mode & S_IFMT == S_IFDIR, holds(file, beneath: "\(path)/\(name)") { return true }
        }
        return false
    }
}
