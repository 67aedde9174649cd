internal import StackModel

/// Who has a port, by the addresses: the earliest service that another one meets there, without a look at each.
struct PortHolders {
    /// By their positions among the services.
    private var byAddress: [IPAddress: Int] = [:]
    private var first: Int?
    private var firstOfIPv4: Int?

    private static let localhost = ["127.0.0.1", "::1"].compactMap(IPAddress.init)

    /// No host is `localhost`, which is both loopback addresses.
    static func addresses(of host: HostName?) -> [IPAddress] {
        if case .address(let address)? = host { return [address] }
        return localhost
    }

    /// The earliest service that listens where this one would.
    func earliest(meeting addresses: [IPAddress]) -> Int? {
        addresses.compactMap(earliest).min()
    }

    private func earliest(meeting address: IPAddress) -> Int? {
        // `::` takes IPv4 too, unless a program sets IPV6_V6ONLY (ipv6(7)).
        if address.isUnspecified, address.isV6 { return first }
        let own = address.isUnspecified ? firstOfIPv4 : byAddress[address]
        let wildcards = [Self.anyV6, address.isV6 ? nil : Self.anyV4].compactMap { $0.flatMap { byAddress[$0] } }
        return ([own].compactMap { $0 } + wildcards).min()
    }

    private static let anyV4 = IPAddress("0.0.0.0")
    private static let anyV6 = IPAddress("::")

    mutating func add(_ position: Int, at addresses: [IPAddress]) {
        first = first ?? position
        for address in addresses {
            if !address.isV6 { firstOfIPv4 = firstOfIPv4 ?? position }
            byAddress[address] = byAddress[address] ?? position
        }
    }
}
