internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Two services on one port, at addresses that overlap.
    mutating func checkPorts() {
        var earlier: [UInt16: PortHolders] = [:]
        for (position, service) in stack.services.enumerated() {
            guard let port = service.port else { continue }
            // A host that could not be read may be any.
            if service.given["host"] != nil, service.host == nil { continue }
            let addresses = PortHolders.addresses(of: service.host?.value)
            if let other = earlier[port.value]?.earliest(meeting: addresses).map({ stack.services[$0] }) {
                report(
                    .portTaken,
                    "\(service.name.value.excerpt) and \(other.name.value.excerpt) both have port \(port.value)",
                    at: port.location, remedy: "Give one of them another port.",
                    notes: [Diagnostic.Note("\(other.name.value.excerpt) has it here", at: other.port?.location)])
            }
            earlier[port.value, default: PortHolders()].add(position, at: addresses)
        }
    }

    /// No host is `localhost`, which is both loopback addresses.
    static func overlap(_ one: HostName?, _ other: HostName?) -> Bool {
        let mine = PortHolders.addresses(of: one)
        let theirs = PortHolders.addresses(of: other)
        return mine.contains { address in theirs.contains { meet(address, $0) } }
    }

    /// `::` takes IPv4 too, unless a program sets IPV6_V6ONLY (ipv6(7)).
    private static func meet(_ one: IPAddress, _ other: IPAddress) -> Bool {
        if one == other || (one.isUnspecified && one.isV6) || (other.isUnspecified && other.isV6) { return true }
        return one.isV6 == other.isV6 && (one.isUnspecified || other.isUnspecified)
    }
}
