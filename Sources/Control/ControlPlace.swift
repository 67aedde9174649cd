internal import Glibc
package import Linux

/// Where a stack that is up can be asked: a Unix socket in the user's runtime folder.
///
/// Its path is in `.devstack/control`, since a path of a Unix socket is short (108 bytes, unix(7)), and the environment of
/// who asks may name another runtime folder.
package struct ControlPlace: Sendable, Equatable {
    /// The socket's path.
    package let socket: String
    /// The file that says it.
    let record: String

    /// The longest path of a socket, its NUL left out.
    static let longestPath = 107

    /// A new place for the stack whose state is in this folder.
    ///
    /// - Parameter runtimeFolder: `XDG_RUNTIME_DIR`; without it, or when its path is too long, a folder in /tmp.
    /// - Throws: `SystemError` when there is no folder that is this user's alone.
    package init(for stateDirectory: String, runtimeFolder: String?) throws(SystemError) {
        let name = Self.name(of: stateDirectory)
        var folders = ["/tmp/devstack-\(geteuid())"]
        if let runtimeFolder, runtimeFolder.hasPrefix("/") { folders.insert(runtimeFolder + "/devstack", at: 0) }
        var failure: SystemError?
        for folder in folders where "\(folder)/\(name)".utf8.count <= Self.longestPath {
            do throws(SystemError) {
                try PrivateFolder.make(folder)
                socket = "\(folder)/\(name)"
                record = Self.record(in: stateDirectory)
                return
            } catch {
                failure = failure ?? error
            }
        }
        throw failure ?? SystemError("use", folders[0], code: ENAMETOOLONG)
    }

    /// Where the stack whose state is in this folder says that it can be asked; `nil` when it does not.
    package init?(recordedIn stateDirectory: String) {
        let record = Self.record(in: stateDirectory)
        guard let bytes = try? WholeFile.read(record) else { return nil }
        let path = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard path.hasPrefix("/"), path.utf8.count <= Self.longestPath else { return nil }
        socket = path
        self.record = record
    }

    /// Makes room for the socket: whoever holds the stack's lock is the only one that it can belong to.
    func clear() {
        unlink(socket)
    }

    /// Says where it is.
    func publish(in stateDirectory: String) throws(SystemError) {
        let folder = try SystemError.retrying("open", stateDirectory) {
            open(stateDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(folder) }
        try DurableFile.write(Array("\(socket)\n".utf8), as: "control", in: folder, mode: 0o600)
    }

    func remove() {
        unlink(record)
        unlink(socket)
    }

    private static func record(in stateDirectory: String) -> String { stateDirectory + "/control" }

    /// FNV-1a of the folder's path, which tells one stack of this user from another.
    private static func name(of path: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + ".sock"
    }
}
