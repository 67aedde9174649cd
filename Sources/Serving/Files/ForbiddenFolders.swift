import Glibc
import Linux
import Synchronization

/// Folders of which nothing is ever served, however a file in them is reached.
///
/// Told by device and inode, so that neither a link nor a new name for a folder makes it another one.
struct ForbiddenFolders: Sendable {
    private struct FolderIdentity: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private let paths: [String]
    /// What stood at the paths at first: it stays forbidden when it is moved.
    private let known: Set<FolderIdentity>

    /// - Parameter paths: Absolute; none has to exist yet.
    init(_ paths: [String]) {
        self.paths = paths
        known = Set(paths.compactMap(Self.identity))
    }

    /// Whether an open file or folder is one of the folders or lies beneath one.
    ///
    /// - Throws: `SystemError` of `readlink` when the kernel does not say where it is; then it must not be served.
    func cover(descriptor: Int32) throws(SystemError) -> Bool {
        if paths.isEmpty { return false }
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

    private static func identity(_ path: String) -> FolderIdentity? {
        identity(path.utf8.map(CChar.init(bitPattern:)) + [0])
    }

    private static func identity(_ path: [CChar]) -> FolderIdentity? {
        var status = stat()
        return stat(path, &status) == 0 ? FolderIdentity(status) : nil
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
}
