import Glibc

/// What this machine's network can do.
package enum AddressFamilies {
    /// Whether ::1 is an address of this machine.
    package static let hasVersion6: Bool = {
        let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
            }
        }
    }()

    /// Those of these addresses that this machine has.
    package static func available(of addresses: [String]) -> [String] {
        addresses.filter { hasVersion6 || !$0.contains(":") }
    }
}
