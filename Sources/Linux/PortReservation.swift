import Glibc
import Synchronization

/// A port that is kept for a program which has not bound it yet: bound at each of its addresses, and listened on by nobody.
///
/// A program that sets SO_REUSEADDR, as nearly every server does, can bind it all the same. For any other it has to be
/// released first.
package final class PortReservation: Sendable {
    package let port: UInt16
    private let sockets: Mutex<[Descriptor]>

    /// As many numbers are tried: one that is free at the first address may be taken at the next.
    private static let attempts = 200

    /// Takes a number that nobody has at any of the addresses.
    ///
    /// An address that this machine does not have is left out, unless it is the first.
    ///
    /// - Parameter exceptions: numbers that are not to be taken.
    package init(addresses: [InternetAddress], except exceptions: Set<UInt16> = []) throws(SystemError) {
        guard let first = addresses.first else { throw SystemError("bind", code: EINVAL) }
        // Held until the end, so that the kernel gives another one each time.
        var refused: [Descriptor] = []
        for _ in 0..<Self.attempts {
            let (socket, port) = try BoundSocket.reserve(address: first, port: 0)
            if !exceptions.contains(port), let others = try Self.reserve(port, at: addresses.dropFirst()) {
                self.port = port
                sockets = Mutex([socket] + others)
                return
            }
            refused.append(socket)
        }
        throw SystemError("bind", first.bracketed, code: EADDRINUSE)
    }

    /// `nil` where one of them has it already.
    private static func reserve(
        _ port: UInt16, at addresses: ArraySlice<InternetAddress>
    ) throws(SystemError) -> [Descriptor]? {
        var sockets: [Descriptor] = []
        for address in addresses {
            do throws(SystemError) {
                sockets.append(try BoundSocket.reserve(address: address, port: port).socket)
            } catch {
                if error.code == EADDRINUSE { return nil }
                guard [EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.code) else { throw error }
            }
        }
        return sockets
    }

    /// Lets go of it for good.
    ///
    /// - Returns: whether it was held until now.
    @discardableResult package func release() -> Bool {
        sockets.withLock { sockets in
            defer { sockets = [] }
            return !sockets.isEmpty
        }
    }
}
