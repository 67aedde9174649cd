import CLinux
import Glibc

/// A socket that some process of this machine listens on: TCP, or UDP where that was asked for.
package struct ListeningSocket: Sendable, Hashable {
    package var address: InternetAddress
    package var port: UInt16
    /// Which socket it is, as /proc/PID/fd names it; 0 when no process holds it any more.
    package var inode: UInt32
    /// The user who made it.
    package var user: UInt32
    /// Whether it is an IPv6 wildcard that takes IPv4 connections too: ipv6(7), IPV6_V6ONLY.
    package var takesBothFamilies: Bool

    package init(address: InternetAddress, port: UInt16, inode: UInt32, user: UInt32, takesBothFamilies: Bool) {
        self.address = address
        self.port = port
        self.inode = inode
        self.user = user
        self.takesBothFamilies = takesBothFamilies
    }

    init(_ listener: devstack_listener) {
        let bytes = withUnsafeBytes(of: listener.address) { Array($0) }
        address = InternetAddress(bytes: listener.family == AF_INET ? Array(bytes.prefix(4)) : bytes)
        port = listener.port
        inode = listener.inode
        user = listener.user
        takesBothFamilies = address.isVersion6 && address.isWildcard && listener.only_version_6 == 0
    }

    /// Whether a connection to this address reaches the socket.
    package func answers(_ wanted: InternetAddress) -> Bool {
        if address == wanted || takesBothFamilies { return true }
        return address.isWildcard && address.isVersion6 == wanted.isVersion6
    }

    /// Whether the socket is in the way of one on this address; an IPv6 wildcard wants both families.
    package func occupies(_ wanted: InternetAddress) -> Bool {
        if answers(wanted) { return true }
        return wanted.isWildcard && (wanted.isVersion6 || !address.isVersion6)
    }
}

extension ListeningSocket: CustomStringConvertible {
    /// `127.0.0.1:9000`, `[::1]:9000`.
    package var description: String { "\(address.bracketed):\(port)" }
}
