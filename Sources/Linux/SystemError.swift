import Glibc

/// A system call that failed.
package struct SystemError: Error, Sendable, Hashable {
    /// The call, as in its man page: `openat2`.
    package var call: String
    /// What it was about, mostly a path; `nil` where there is nothing to name.
    package var subject: String?
    package var code: Int32

    package init(_ call: String, _ subject: String? = nil, code: Int32 = errno) {
        self.call = call
        self.subject = subject
        self.code = code
    }

    /// The C library's words for the error number: "No such file or directory".
    package var reason: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return buffer.withUnsafeBufferPointer { text in
            String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        if let subject { "\(call) \(subject): \(reason)" } else { "\(call): \(reason)" }
    }

    /// Whether a disk, or a user's part of it, is full.
    package var isOutOfRoom: Bool { code == ENOSPC || code == EDQUOT }
}
