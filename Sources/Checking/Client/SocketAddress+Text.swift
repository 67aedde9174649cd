internal import NIOCore

extension SocketAddress {
    /// `127.0.0.1:1443`, `[::1]:1443`.
    var hostAndPort: String? {
        guard let host = ipAddress, let port else { return nil }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
