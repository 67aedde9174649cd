/// Where a chain is to be found: in a file, or behind a TLS port.
package enum ChainTarget: Sendable, Equatable {
    case file(String)
    case port(host: String, port: UInt16)

    /// Reads `HOST:PORT`, `[::1]:PORT` or an https URL; anything else is a file's path.
    package init(_ text: String) {
        if let port = Self.port(text) {
            self = port
        } else {
            self = .file(text)
        }
    }

    /// Reads `HOST:PORT`, `[::1]:PORT` or an https URL.
    package static func port(_ text: String) -> ChainTarget? {
        let scheme = "https://"
        let isURL = text.hasPrefix(scheme)
        let authority = isURL ? text.dropFirst(scheme.count).prefix { !"/?#".contains($0) } : text[...]
        if isURL, let host = host(authority) { return .port(host: host, port: 443) }
        guard let colon = authority.lastIndex(of: ":"), let port = UInt16(authority[authority.index(after: colon)...]),
            port > 0, let host = host(authority[..<colon])
        else { return nil }
        return .port(host: host, port: port)
    }

    /// A host without a port, without the brackets of an IPv6 address; `nil` if it is none.
    private static func host(_ text: Substring) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 { return String(text.dropFirst().dropLast()) }
        let isHost = !text.isEmpty && text.allSatisfy { !"/:[]".contains($0) && !$0.isWhitespace }
        return isHost ? text.lowercased() : nil
    }
}
