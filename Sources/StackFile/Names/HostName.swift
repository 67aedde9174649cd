/// A DNS name, a wildcard, or an IP address, in its one canonical spelling.
enum HostName: Hashable {
    /// In lower case.
    case name(String)
    /// `*.app.test` is `wildcard("app.test")`.
    case wildcard(String)
    case address(IPAddress)
}

extension HostName: CustomStringConvertible {
    var description: String {
        switch self {
        case .name(let name): name
        case .wildcard(let parent): "*.\(parent)"
        case .address(let address): address.description
        }
    }
}

extension HostName {
    /// Whether a certificate with this name is valid for a host (RFC 9525, 6.3: a wildcard is one label).
    func covers(_ host: HostName) -> Bool {
        guard case .wildcard(let parent) = self, case .name(let name) = host else { return self == host }
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return false }
        return name[name.index(after: dot)...] == parent
    }

    /// Whether it is a domain, or lies below it (RFC 5280, 4.2.1.10).
    func isWithin(_ domain: String) -> Bool {
        switch self {
        case .name(let name): name == domain || name.hasSuffix("." + domain)
        case .wildcard(let parent): parent == domain || parent.hasSuffix("." + domain)
        case .address: false
        }
    }

    /// Whether every client on this machine looks for it here: `localhost`, what is below it, and the loopback addresses.
    var isLoopback: Bool {
        switch self {
        case .name, .wildcard: isWithin("localhost")
        case .address(let address): address.isLoopback
        }
    }
}
