internal import Glibc
internal import NIOCore
import NIOPosix
internal import StackModel

/// Where a host is: the stack's own names on loopback and never by DNS, any other as the system says.
struct AddressResolver: Sendable {
    let localNames: Set<String>
    /// Domains that are the stack's own on the stack's ports alone; elsewhere DNS may know them.
    let localDomains: [String]
    let addresses: @Sendable (UInt16) -> [String]

    /// Whether the name is `localhost`, below it, in one of the stack's certificates, or on a port of the stack below
    /// `test` or what `permit` names.
    func isLocal(_ host: String, port: UInt16) -> Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        if isCertified(name) { return true }
        let isBelow = (["test"] + localDomains).contains { name == $0 || name.hasSuffix(".\($0)") }
        return isBelow && !addresses(port).isEmpty
    }

    private func isCertified(_ name: String) -> Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || localNames.contains(name) { return true }
        // A wildcard stands for one label (RFC 6125, section 6.4.3).
        guard let dot = name.firstIndex(of: ".") else { return false }
        return localNames.contains("*" + name[dot...])
    }

    /// The addresses in the order to try them; never empty.
    ///
    /// The system's resolver blocks, so it runs on a thread of its own; it is left alone there when the time is over.
    func resolve(
        _ url: RequestURL, on eventLoop: any EventLoop, deadline: NIODeadline, timeout: Duration,
        interruption: Interruption
    ) async throws(ExchangeFailure) -> [SocketAddress] {
        if let literal = try? SocketAddress(ipAddress: url.host, port: Int(url.port)) { return [literal] }
        if isLocal(url.host, port: url.port) {
            let known = addresses(url.port).compactMap { try? SocketAddress(ipAddress: $0, port: Int(url.port)) }
            if !known.isEmpty { return known }
            return ["127.0.0.1", "::1"].compactMap { try? SocketAddress(ipAddress: $0, port: Int(url.port)) }
        }

        let promise = eventLoop.makePromise(of: [SocketAddress].self)
        let limit = eventLoop.scheduleTask(deadline: deadline) {
            promise.fail(ExchangeFailure(.timeout, detail: "\(url.host) was not looked up within \(timeout.shortText)"))
        }
        interruption.whenInterrupted { promise.fail(CancellationError()) }
        promise.completeWith(
            NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) {
                try Self.lookUp(url.host, port: url.port)
            })
        defer { limit.cancel() }
        do {
            return try await promise.futureResult.get()
        } catch {
            throw ExchangeFailure(classifying: error)
        }
    }

    /// getaddrinfo(3), in the order of RFC 6724.
    private static func lookUp(_ host: String, port: UInt16) throws(ExchangeFailure) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else {
            throw ExchangeFailure(.nameNotFound, detail: "\(host): \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var entry = list
        while let current = entry?.pointee {
            if let address = numeric(current).flatMap({ try? SocketAddress(ipAddress: $0, port: Int(port)) }) {
                found.append(address)
            }
            entry = current.ai_next
        }
        if found.isEmpty { throw ExchangeFailure(.nameNotFound, detail: "\(host) has no address") }
        return found
    }

    private static func numeric(_ entry: addrinfo) -> String? {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard
            getnameinfo(entry.ai_addr, entry.ai_addrlen, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        return String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
