import Glibc

/// A folder of one test's own, for files that a program reads.
struct Folder {
    let path: String

    static func with<Result>(_ body: (Folder) async throws -> Result) async throws -> Result {
        var template = Array("/tmp/tls-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Tool.Failure(call: "mkdtemp", code: errno) }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = Folder(path: path)
        defer { folder.remove() }
        return try await body(folder)
    }

    /// The file's path.
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Tool.Failure(call: "open", code: errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Tool.Failure(call: "write", code: errno)
        }
        return file
    }

    private func remove() {
        guard let folder = opendir(path) else { return }
        defer {
            closedir(folder)
            rmdir(path)
        }
        while let entry = readdir(folder) {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { _ = unlink("\(path)/\(String(cString: $0))") }
            }
        }
    }
}
