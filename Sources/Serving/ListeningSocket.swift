import Glibc
import Linux

/// A bound and listening stream socket that nobody serves yet.
struct ListeningSocket: Sendable {
    /// Where to bind; port 0 is any.
    struct Place: Sendable {
        var address: String
        var port: UInt16
        /// Whether the machine may do without this address.
        var isOptional = false
    }

    var descriptor: Int32
    var port: UInt16

    /// How often a port that was free on one address is chosen anew when the next address has it taken.
    private static let attempts = 16

    /// Where a configured address is bound: `localhost` is both loopback addresses, and ::1 may be missing.
    static func places(of address: String, port: UInt16) -> [Place] {
        guard address == "localhost" else { return [Place(address: address, port: port)] }
        return [Place(address: "127.0.0.1", port: port), Place(address: "::1", port: port, isOptional: true)]
    }

    /// Binds and listens at every place, or at none. Places with port 0 get one and the same free port.
    ///
    /// - Returns: The sockets in order, and what the user should know.
    static func open(_ places: [Place]) throws(ServerStartError) -> (sockets: [ListeningSocket], notes: [String]) {
        var attempt = 1
        while true {
            var opened: [ListeningSocket] = []
            do {
                let notes = try open(places, into: &opened)
                return (opened, notes)
            } catch {
                for socket in opened { close(socket.descriptor) }
                let mayBeChance = error.kind == .addressInUse && places.contains { $0.port == 0 }
                guard mayBeChance, attempt < attempts else { throw error }
                attempt += 1
            }
        }
    }

    private static func open(
        _ places: [Place], into opened: inout [ListeningSocket]
    ) throws(ServerStartError) -> [String] {
        var chosen: UInt16 = 0
        var notes: [String] = []
        for place in places {
            let port = place.port == 0 ? chosen : place.port
            do {
                let socket = try ListeningSocket(address: place.address, port: port)
                opened.append(socket)
                if place.port == 0 { chosen = socket.port }
            } catch  where place.isOptional && (error.code == EADDRNOTAVAIL || error.code == EAFNOSUPPORT) {
                notes.append("this machine has no \(place.address), so localhost is 127.0.0.1 only")
            } catch {
                throw ServerStartError(error, address: place.address, port: port)
            }
        }
        return notes
    }

    /// A socket that was handed over.
    init(inherited descriptor: Int32) throws(ServerStartError) {
        self.descriptor = descriptor
        do {
            port = try Self.boundPort(of: descriptor)
        } catch {
            throw ServerStartError(.socket, "descriptor \(descriptor) is no bound socket: \(error.reason)")
        }
    }

    /// Binds with SO_REUSEADDR, an IPv6 address for IPv6 alone, and listens.
    private init(address: String, port: UInt16) throws(SystemError) {
        var storage = sockaddr_storage()
        guard let (family, length) = Self.parse(address, port: port, into: &storage) else {
            throw SystemError("inet_pton", address, code: EINVAL)
        }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(family, kind, 0)
        guard descriptor >= 0 else { throw SystemError("socket", address) }
        do throws(SystemError) {
            try Self.enable(SO_REUSEADDR, of: SOL_SOCKET, on: descriptor)
            if family == AF_INET6 { try Self.enable(IPV6_V6ONLY, of: Int32(IPPROTO_IPV6), on: descriptor) }
            try Self.withSocketAddress(&storage) { pointer throws(SystemError) in
                guard bind(descriptor, pointer, length) == 0 else { throw SystemError("bind", address) }
            }
            guard listen(descriptor, SOMAXCONN) == 0 else { throw SystemError("listen", address) }
            self.port = try Self.boundPort(of: descriptor)
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The port that a socket is bound to.
    static func boundPort(of descriptor: Int32) throws(SystemError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        try withSocketAddress(&storage) { pointer throws(SystemError) in
            guard getsockname(descriptor, pointer, &length) == 0 else { throw SystemError("getsockname") }
        }
        // sin_port and sin6_port are at the same place.
        return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    }

    private static func enable(_ option: Int32, of level: Int32, on descriptor: Int32) throws(SystemError) {
        var one: Int32 = 1
        guard setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw SystemError("setsockopt")
        }
    }

    private static func parse(
        _ address: String, port: UInt16, into storage: inout sockaddr_storage
    ) -> (family: Int32, length: socklen_t)? {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
            return (AF_INET, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        if inet_pton(AF_INET6, address, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
            return (AF_INET6, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
        return nil
    }

    private static func withSocketAddress<Result>(
        _ storage: inout sockaddr_storage,
        _ body: (UnsafeMutablePointer<sockaddr>) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        try withUnsafeMutablePointer(to: &storage) { pointer throws(SystemError) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address throws(SystemError) in
                try body(address)
            }
        }
    }
}

extension ServerStartError {
    /// What a socket that could not be opened means to the user.
    fileprivate init(_ error: SystemError, address: String, port: UInt16) {
        let place = address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
        switch error.code {
        case EADDRINUSE:
            self.init(
                .addressInUse, "\(place) is already in use",
                remedy: "End the program that listens there, or give this service another port")
        case EACCES:
            self.init(
                .socket, "this user may not listen on \(place)",
                remedy: "Choose a port of 1024 or above, or lower net.ipv4.ip_unprivileged_port_start")
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            self.init(
                .socket, "this machine has no address \(address)", remedy: "Give an address of this machine as host")
        case EINVAL where error.call == "inet_pton":
            self.init(
                .socket, "\(address) is not an IP address", remedy: "Write localhost or an IP address as host")
        default:
            self.init(.socket, "cannot listen on \(place): \(error.reason)", remedy: nil)
        }
    }
}
