import Glibc
import Testing

/// A folder of one test, removed with it.
final class SiteFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/serving-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        // Links in the way would make comparisons of paths fail.
        let real = try #require(realpath(made, nil))
        defer { free(real) }
        path = String(cString: real)
    }

    deinit { Self.remove(path) }

    func at(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with the folders on the way to it.
    func write(_ name: String, _ content: some Sequence<UInt8>) throws {
        try makeFolder(String(name.split(separator: "/").dropLast().joined(separator: "/")))
        let descriptor = open(at(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0, "\(name): \(errno)")
        defer { close(descriptor) }
        var rest = Array(content)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            try #require(written > 0)
            rest = rest.dropFirst(written)
        }
    }

    func write(_ name: String, _ content: String) throws { try write(name, content.utf8) }

    func makeFolder(_ name: String) throws {
        var current = path
        for part in name.split(separator: "/") {
            current += "/" + part
            try #require(mkdir(current, 0o755) == 0 || errno == EEXIST)
        }
    }

    func link(_ name: String, to target: String) throws {
        try #require(symlink(target, at(name)) == 0)
    }

    /// Sets the time of the last change of the content; that of the file itself becomes now.
    func touch(_ name: String, seconds: Int) throws {
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        try #require(utimensat(AT_FDCWD, at(name), &times, 0) == 0)
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        chmod(path, 0o755)
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
