import Glibc

/// A folder that is removed afterwards with the files in it.
final class ScratchFolder: Sendable {
    let path: String
    let descriptor: Int32

    struct NotMade: Error {}

    init() throws {
        var template = Array("/tmp/devstack-linux-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NotMade() }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw NotMade() }
    }

    deinit {
        for name in entries where unlinkat(descriptor, name, 0) != 0 { unlinkat(descriptor, name, AT_REMOVEDIR) }
        close(descriptor)
        rmdir(path)
    }

    var entries: [String] { Self.list(path).sorted() }

    func read(_ name: String) -> [UInt8]? {
        let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var contents = [UInt8](repeating: 0, count: 1 << 20)
        let count = Glibc.read(file, &contents, contents.count)
        return Array(contents.prefix(max(0, count)))
    }

    func mode(_ name: String) -> mode_t? {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        return status.st_mode & 0o7777
    }

    func setMode(_ name: String, _ mode: mode_t) { fchmodat(descriptor, name, mode, 0) }

    /// Duplicates of this process's descriptors that are open on the file.
    func duplicateDescriptors(of name: String) -> [Int32] {
        Self.list("/proc/self/fd").compactMap(Int32.init).filter { descriptor in
            var target = [CChar](repeating: 0, count: 4_096)
            let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let bytes = target.prefix(max(0, count)).map(UInt8.init(bitPattern:))
            return String(decoding: bytes, as: UTF8.self) == path + "/" + name
        }.map { fcntl($0, F_DUPFD_CLOEXEC, 0) }
    }

    private static func list(_ path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }
}
