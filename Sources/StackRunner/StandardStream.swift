import Glibc
import Linux

/// Standard output and standard error.
enum StandardStream {
    /// So much goes to one write(2), which returns only once all of it is taken, in bytes.
    private static let piece = 16_384

    /// Writes every byte.
    ///
    /// - Parameter progress: told of each piece that was written, in bytes.
    /// - Returns: the error number of write(2) where it failed: EPIPE when the reader has gone.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32, progress: (Int) -> Void = { _ in }) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, min(rest.count, piece))
                if count > 0 {
                    progress(count)
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if count < 0, errno == EAGAIN {
                    // A terminal that another program left non-blocking.
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waiting, 1, -1)
                } else if count == 0 || errno != EINTR {
                    return count == 0 ? EIO : errno
                }
            }
            return nil
        }
    }

    /// All of standard input, to its end.
    static func readAll() throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try SystemError.retrying("read", "standard input") {
                Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
        }
    }
}
