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

    /// Binds and listens.
    private init(address: String, port: UInt16) throws(SystemError) {
        guard let place = InternetAddress(address) else { throw SystemError("inet_pton", address, code: EINVAL) }
        let descriptor = try BoundSocket.open(address: place, port: port)
        do throws(SystemError) {
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
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { throw SystemError("getsockname") }
        // sin_port and sin6_port are at the same place.
        return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
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
