import Glibc
import Linux

/// A file that the user named, written whole or not at all.
struct OutputFile {
    let path: String

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private var name: String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// - Parameter mode: what it has from the moment it exists.
    func write(_ bytes: [UInt8], mode: mode_t) throws(SystemError) {
        try Self.write([(self, bytes, mode)])
    }

    /// Writes files of one folder, each whole or not at all; they come into their places in this order.
    static func write(_ files: [(file: OutputFile, bytes: [UInt8], mode: mode_t)]) throws(SystemError) {
        guard let first = files.first?.file else { return }
        do throws(SystemError) {
            let opened = open(first.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard opened >= 0 else { throw SystemError("open") }
            let descriptor = Descriptor(opened)
            try DurableFile.write(
                files.map { NewFile($0.file.name, $0.bytes, mode: $0.mode) }, besideIn: descriptor.number)
        } catch {
            // The name that it was staged under is of no interest.
            let failed = files.first { error.subject?.contains($0.file.name) == true }?.file ?? first
            throw SystemError(error.call, failed.path, code: error.code)
        }
    }

    /// Whether it is this user's alone: nobody else owns it, and nobody else may read or write it.
    var isOwn: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
    }

    /// Its bytes; `nil` if there is none.
    func read() throws(SystemError) -> [UInt8]? {
        do throws(SystemError) {
            return try WholeFile.read(path)
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
    }
}
