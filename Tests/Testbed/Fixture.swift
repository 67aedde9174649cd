import Glibc
import Synchronization

/// A folder of one test's own, with a mark that every process started through it carries in its environment.
///
/// Made by `withFixture`, which removes it afterwards.
package final class Fixture: Sendable {
    /// The folder's absolute path, without symbolic links.
    package let folder: String
    /// The value of `DEVSTACK_FIXTURE` in each process started here.
    package let mark: String
    private let cleanups = Mutex<[@Sendable () -> Void]>([])

    private init() throws {
        var template = Array("/tmp/devstack-test-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { throw TestbedError("mkdtemp: \(errno)") }
        folder = String(cString: path)
        mark = "\(getpid())-\(folder.suffix(6))"
    }

    /// Runs `body` with a new fixture; what was given to `cleanUp` runs last in, first out, then the folder goes.
    package static func with<Result>(_ body: (Fixture) async throws -> Result) async throws -> Result {
        let fixture = try Fixture()
        defer { fixture.remove() }
        return try await body(fixture)
    }

    package func cleanUp(_ step: @escaping @Sendable () -> Void) {
        cleanups.withLock { $0.append(step) }
    }

    package func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file, and the folders that it needs.
    @discardableResult
    package func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
        let file = path(name)
        var parent = folder
        for part in name.split(separator: "/").dropLast() {
            parent += "/\(part)"
            mkdir(parent, 0o755)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw TestbedError("open \(file): \(errno)") }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TestbedError("write \(file): \(errno)") }
            bytes = bytes.dropFirst(count)
        }
        fchmod(descriptor, mode)
        return file
    }

    /// A file's bytes as text, or `nil` when it cannot be read.
    package func read(_ name: String) -> String? { readWhole(path(name)) }

    private func remove() {
        for step in cleanups.withLock({ $0 }).reversed() { step() }
        removeTree(folder)
    }
}

/// A file's bytes as text, or `nil` when it cannot be read.
package func readWhole(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return nil }
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<count]
    }
}

/// The names in a folder, sorted, without `.` and `..`; empty when it cannot be read.
package func namesInFolder(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

private func removeTree(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
        chmod(path, 0o700)
        for name in namesInFolder(path) { removeTree("\(path)/\(name)") }
        rmdir(path)
    } else {
        unlink(path)
    }
}
