import Glibc
import Synchronization

/// Ports for stack files, which must name one: below the ephemeral range, so that no client's socket takes them, and
/// never the same twice in one test process.
package enum FreePort {
    private static let next = Mutex<UInt16>(10_000 + UInt16(getpid() % 200) * 100)

    /// A port that nobody has on 127.0.0.1 or ::1.
    package static func take() -> UInt16 {
        while true {
            let candidate = next.withLock { port in
                port = port >= 32_000 ? 10_000 : port + 1
                return port
            }
            if isFree(candidate) { return candidate }
        }
    }

    /// Whether a listener could be opened on this port, on 127.0.0.1 and on ::1 where there is one.
    package static func isFree(_ port: UInt16) -> Bool {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        six.sin6_addr = in6addr_loopback
        return canListen(AF_INET, &four) && canListen(AF_INET6, &six)
    }

    private static func canListen<Address>(_ family: Int32, _ address: inout Address) -> Bool {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno == EAFNOSUPPORT }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        if family == AF_INET6 {
            setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, socklen_t(MemoryLayout<Int32>.size))
        }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        if bound != 0 { return errno == EADDRNOTAVAIL }
        return listen(descriptor, 1) == 0
    }
}
