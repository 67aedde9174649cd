import Glibc
import Linux
internal import NIOCore

/// A file that is open for reading, and closed with the last reference to it.
final class OpenFile: Sendable {
    let descriptor: Int32
    /// What it was when it was opened: fstat(2).
    let status: stat

    /// Takes the descriptor over.
    ///
    /// - Throws: `SystemError` of `fstat`.
    init(descriptor: Int32) throws(SystemError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw SystemError("fstat", code: code)
        }
        self.descriptor = descriptor
        self.status = status
    }

    /// Opens without waiting for a FIFO's other end.
    ///
    /// - Throws: `SystemError` of `open` or `fstat`.
    convenience init(path: String) throws(SystemError) {
        var opened: Int32
        repeat { opened = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw SystemError("open", path) }
        try self.init(descriptor: opened)
    }

    deinit { close(descriptor) }

    /// Whether its content has been written to since it was opened. Another name, or none, is no change.
    func hasChanged() -> Bool {
        var now = stat()
        guard fstat(descriptor, &now) == 0 else { return true }
        return now.st_size != status.st_size || now.st_mtim.tv_sec != status.st_mtim.tv_sec
            || now.st_mtim.tv_nsec != status.st_mtim.tv_nsec
    }

    /// Appends up to that many bytes from an offset on; fewer only at the end of the file.
    ///
    /// - Throws: `SystemError` of `pread`.
    func read(_ count: Int, at offset: Int, into buffer: inout ByteBuffer) throws(SystemError) -> Int {
        var total = 0
        var code: Int32 = 0
        while total < count {
            let got = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count - total) { bytes in
                let got = pread(descriptor, bytes.baseAddress, count - total, off_t(offset + total))
                code = got < 0 ? errno : 0
                return max(0, got)
            }
            if code == EINTR { continue }
            guard code == 0 else { throw SystemError("pread", code: code) }
            if got == 0 { break }
            total += got
        }
        return total
    }

    /// The file's first bytes, fewer only if it ends before, and one more.
    ///
    /// - Throws: `SystemError` of `pread`.
    func bytes(upTo count: Int, followedBy last: UInt8) throws(SystemError) -> KeptBytes {
        var code: Int32 = 0
        let bytes = KeptBytes(capacity: count + 1) { buffer in
            LargeMemory.advise(buffer.baseAddress, count)
            var filled = 0
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count])
                let got = pread(descriptor, rest.baseAddress, rest.count, off_t(filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { break }
                filled += got
            }
            buffer[filled] = last
            return filled + 1
        }
        guard code == 0 else { throw SystemError("pread", code: code) }
        return bytes
    }
}
