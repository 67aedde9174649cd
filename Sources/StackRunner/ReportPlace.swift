import Glibc
import Linux

/// Where a report goes: a file that is replaced whole, or something else that is only written to.
struct ReportPlace {
    private let path: String
    /// The folder and the name in it of a file that is missing or regular; `nil` of a device, a FIFO, or a link to nothing yet.
    private let file: (folder: Descriptor, name: String)?

    /// Looks at the place. Symbolic links are followed, so that what they lead to is written and they stay.
    ///
    /// The last folder is made if it is missing; one above it that is missing is an error, since it is more likely a typo.
    init(_ path: String) throws(SystemError) {
        self.path = path
        guard !path.hasSuffix("/") else { throw SystemError("open", path, code: EISDIR) }
        var status = stat()
        if stat(path, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFDIR: throw SystemError("open", path, code: EISDIR)
            case S_IFREG: file = try Self.place(of: Self.resolved(path))
            default: file = nil
            }
        } else if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
            // It leads to a file that is not there yet.
            file = nil
        } else {
            file = try Self.place(of: path)
        }
    }

    /// Whether it can be written again and again: what went into a pipe cannot be taken back.
    var isReplaced: Bool { file != nil }

    /// Writes all of it.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        if let file {
            try DurableFile.write(bytes, beside: file.name, in: file.folder.number, mode: 0o644)
        } else {
            let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o644)
            guard number >= 0 else { throw SystemError("open", path) }
            try Descriptor(number).write(bytes)
        }
    }

    private static func resolved(_ path: String) throws(SystemError) -> String {
        guard let whole = realpath(path, nil) else { throw SystemError("realpath", path) }
        defer { free(whole) }
        return String(cString: whole)
    }

    private static func place(of path: String) throws(SystemError) -> (folder: Descriptor, name: String) {
        let slash = path.lastIndex(of: "/")
        let name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        if mkdir(folder, 0o755) != 0, errno == ENOENT { throw SystemError("mkdir", folder) }
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", folder) }
        let descriptor = Descriptor(number)
        guard faccessat(number, ".", W_OK, 0) == 0 else { throw SystemError("open", folder) }
        return (descriptor, name)
    }
}
