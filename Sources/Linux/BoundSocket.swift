import Glibc

/// A TCP socket that has its address and port, and does not listen yet.
package enum BoundSocket {
    /// Binds with SO_REUSEADDR, an IPv6 address for IPv6 alone (IPV6_V6ONLY, ipv6(7)).
    ///
    /// - Returns: its descriptor, which the caller closes.
    /// - Throws: `SystemError` of socket(2), setsockopt(2) or bind(2), with the address.
    package static func open(address: InternetAddress, port: UInt16) throws(SystemError) -> Int32 {
        try open(address: address, port: port, isShared: true)
    }

    /// - Parameter isShared: whether SO_REUSEADDR is set.
    private static func open(
        address: InternetAddress, port: UInt16, isShared: Bool
    ) throws(SystemError) -> Int32 {
        let text = "\(address.bracketed):\(port)"
        let family = address.isVersion6 ? AF_INET6 : AF_INET
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let number = socket(family, kind, 0)
        guard number >= 0 else { throw SystemError("socket", text) }
        do throws(SystemError) {
            if isShared { try enable(SOL_SOCKET, SO_REUSEADDR, on: number, text) }
            if address.isVersion6 { try enable(Int32(IPPROTO_IPV6), IPV6_V6ONLY, on: number, text) }
            let result =
                address.isVersion6 ? bindVersion6(number, address, port) : bindVersion4(number, address, port)
            guard result == 0 else { throw SystemError("bind", text) }
            return number
        } catch {
            close(number)
            throw error
        }
    }

    /// Binds where nobody else is bound at all, and lets those bind there from then on that set SO_REUSEADDR, until one of
    /// them listens: socket(7).
    ///
    /// - Parameter port: 0 for one of the kernel's choice, which it gives to nobody else as long as this is open.
    /// - Returns: the socket, and its port.
    package static func reserve(
        address: InternetAddress, port: UInt16
    ) throws(SystemError) -> (socket: Descriptor, port: UInt16) {
        let text = "\(address.bracketed):\(port)"
        let socket = Descriptor(try open(address: address, port: port, isShared: false))
        try enable(SOL_SOCKET, SO_REUSEADDR, on: socket.number, text)
        var name = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.number, $0, &length) }
        }
        guard result == 0 else { throw SystemError("getsockname", text) }
        // Both families have it in the same place.
        let number = withUnsafeBytes(of: name) { $0.load(fromByteOffset: 2, as: UInt16.self) }
        return (socket, UInt16(bigEndian: number))
    }

    /// Binds as `open` does, and listens, with the longest queue that the kernel keeps: listen(2).
    package static func listening(address: InternetAddress, port: UInt16) throws(SystemError) -> Descriptor {
        let socket = Descriptor(try open(address: address, port: port))
        guard listen(socket.number, SOMAXCONN) == 0 else {
            throw SystemError("listen", "\(address.bracketed):\(port)")
        }
        return socket
    }

    private static func enable(
        _ level: Int32, _ option: Int32, on number: Int32, _ text: String
    ) throws(SystemError) {
        var on: Int32 = 1
        guard setsockopt(number, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw SystemError("setsockopt", text)
        }
    }

    private static func bindVersion4(_ number: Int32, _ address: InternetAddress, _ port: UInt16) -> Int32 {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &name.sin_addr) { $0.copyBytes(from: address.bytes) }
        return bind(number, &name)
    }

    private static func bindVersion6(_ number: Int32, _ address: InternetAddress, _ port: UInt16) -> Int32 {
        var name = sockaddr_in6()
        name.sin6_family = sa_family_t(AF_INET6)
        name.sin6_port = port.bigEndian
        withUnsafeMutableBytes(of: &name.sin6_addr) { $0.copyBytes(from: address.bytes) }
        return bind(number, &name)
    }

    private static func bind<Name>(_ number: Int32, _ name: inout Name) -> Int32 {
        withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(number, $0, socklen_t(MemoryLayout<Name>.size))
            }
        }
    }
}
