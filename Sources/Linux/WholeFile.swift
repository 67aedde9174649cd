import Glibc

/// A file's bytes, all at once.
package enum WholeFile {
    /// Reads a file to its end; a FIFO that nobody writes to is empty.
    ///
    /// - Parameter waitsForWriter: whether a FIFO's writer that has not written yet is waited for, as of a shell's `<(...)`;
    ///   otherwise that is EAGAIN.
    /// - Throws: `SystemError` of open(2), fstat(2) or read(2), with the path.
    package static func read(_ path: String, waitsForWriter: Bool = false) throws(SystemError) -> [UInt8] {
        let descriptor = try SystemError.retrying("open", path) {
            open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError("read", path, code: EISDIR) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var length = 0
        while true {
            if length == bytes.count { bytes += [UInt8](repeating: 0, count: max(4096, bytes.count)) }
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + length }, buffer.count - length)
            }
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN, waitsForWriter {
                    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    poll(&wanted, 1, -1)
                    continue
                }
                throw SystemError("read", path)
            }
            length += count
        }
        bytes.removeLast(bytes.count - length)
        return bytes
    }
}
