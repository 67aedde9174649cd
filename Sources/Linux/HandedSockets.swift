import Glibc

/// The sockets that this process was started with: sd_listen_fds(3).
package enum HandedSockets {
    private static let first: Int32 = 3

    /// Their descriptors; none when LISTEN_PID says that they are another process's.
    package static var descriptors: Range<Int32> {
        guard number(of: "LISTEN_PID") == getpid(), let count = number(of: "LISTEN_FDS"), count > 0 else {
            return first..<first
        }
        return first..<first + count
    }

    private static func number(of name: String) -> Int32? {
        getenv(name).flatMap { Int32(String(cString: $0)) }
    }
}
