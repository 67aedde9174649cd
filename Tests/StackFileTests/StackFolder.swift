import Glibc

/// A folder with what stack files in tests name: `site/`, `data/birds.csv`, `ca.pem`. Removed by `remove()`.
final class StackFolder {
    let path: String
    private var entries = ["site", "data"]

    init() throws {
        var template = Array("/tmp/devstack-stackfile-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp", code: errno) }
        let made = template.withUnsafeBufferPointer { text in
            String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        // As the reader names it: with symbolic links resolved.
        guard let resolved = realpath(made, nil) else { throw Failure(call: "realpath", code: errno) }
        defer { free(resolved) }
        path = String(cString: resolved)
        for folder in ["site", "data"] where mkdir(path + "/" + folder, 0o755) != 0 {
            throw Failure(call: "mkdir", code: errno)
        }
        for file in ["data/birds.csv", "ca.pem", "site/index.html"] { try write("", to: file) }
    }

    struct Failure: Error {
        var call: String
        var code: Int32
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        if !entries.contains(name) { entries.append(name) }
        guard let file = fopen(path + "/" + name, "w") else { throw Failure(call: "fopen", code: errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(call: "fwrite", code: errno) }
    }

    func remove() {
        for name in entries.reversed() { Glibc.remove(path + "/" + name) }
        Glibc.remove(path)
    }
}
