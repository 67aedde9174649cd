import Glibc
import Linux

/// Standard output and standard error.
enum StandardStream {
    /// Writes every byte.
    ///
    /// - Returns: the error number of write(2) where it failed: EPIPE when the reader has gone.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
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
