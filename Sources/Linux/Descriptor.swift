import Glibc

/// A file descriptor that is closed when the last reference to it goes.
package final class Descriptor: Sendable {
    package let number: Int32

    /// Takes over an open descriptor.
    package init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// What a system call of the CLinux shim returned: a descriptor, or a negated error number.
    package convenience init(result: Int32, of call: String, _ subject: String? = nil) throws(SystemError) {
        guard result >= 0 else { throw SystemError(call, subject, code: -result) }
        self.init(result)
    }

    /// Reads what is there, up to the room in `buffer`: read(2), EINTR retried.
    ///
    /// - Returns: the number of bytes, 0 at the end, `nil` when there is nothing yet.
    package func read(into buffer: inout [UInt8]) throws(SystemError) -> Int? {
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(number, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno == EAGAIN { return nil }
            if errno != EINTR { throw SystemError("read") }
        }
    }

    /// Writes all of it: write(2), EINTR retried.
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw SystemError("write")
            }
        }
    }
}
