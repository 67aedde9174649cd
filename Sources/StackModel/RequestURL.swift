/// An `http` or `https` URL, taken apart (RFC 3986).
package struct RequestURL: Sendable, Hashable {
    package var isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    package var host: String
    package var port: UInt16
    /// Path and query as they go into the request line; never empty, never a fragment.
    package var target: String

    package init(isSecure: Bool, host: String, port: UInt16, target: String) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target
    }
}

extension RequestURL: CustomStringConvertible {
    /// Host and port as they go into the Host header; the scheme's own port is left out.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    package var description: String { (isSecure ? "https://" : "http://") + authority + target }
}
