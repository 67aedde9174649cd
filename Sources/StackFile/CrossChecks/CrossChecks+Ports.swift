internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Two services on one port, at addresses that overlap.
    mutating func checkPorts() {
        var earlier: [UInt16: PortHolders] = [:]
        for (position, service) in stack.services.enumerated() {
            // A host that could not be read may be any.
            if service.given["host"] != nil, service.host == nil { continue }
            let addresses = PortHolders.addresses(of: service.host?.value)
            for port in service.writtenPorts {
                if let other = earlier[port.value]?.earliest(meeting: addresses) {
                    reportTaken(port, of: service, by: stack.services[other], isSame: other == position)
                }
                earlier[port.value, default: PortHolders()].add(position, at: addresses)
            }
        }
    }

    private mutating func reportTaken(
        _ port: Located<UInt16>, of service: ServiceDraft, by other: ServiceDraft, isSame: Bool
    ) {
        let name = service.name.value.excerpt
        report(
            .portTaken,
            isSame
                ? "\(name) has port \(port.value) twice"
                : "\(name) and \(other.name.value.excerpt) both have port \(port.value)",
            at: port.location,
            remedy: isSame ? "Give one of the two another number." : "Give one of them another port.",
            notes: [
                Diagnostic.Note(
                    "\(other.name.value.excerpt) has it here",
                    at: other.writtenPorts.first { $0.value == port.value }?.location)
            ])
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
