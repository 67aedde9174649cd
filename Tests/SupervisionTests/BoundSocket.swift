import Glibc
import Linux

/// A TCP socket bound to a port, a free one unless it is said, of an IPv4 address, which does not listen yet: socket(7), SO_REUSEADDR.
struct BoundSocket {
    let descriptor: Descriptor
    let port: UInt16

    init(_ wanted: InternetAddress, port: UInt16 = 0) throws {
        let descriptor = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        var on: Int32 = 1
        setsockopt(descriptor.number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &address.sin_addr) { $0.copyBytes(from: wanted.bytes) }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor.number, $0, length) == 0 && getsockname(descriptor.number, $0, &length) == 0
            }
        }
        guard isBound else { throw SystemError("bind") }
        self.descriptor = descriptor
        self.port = UInt16(bigEndian: address.sin_port)
    }

    func listen() {
        _ = Glibc.listen(descriptor.number, 16)
    }
}
