internal import StackModel

extension PortNumbers {
    /// Every port of the file that has a number, or is to have one, in the order of the file.
    static func wanted(_ root: Node, _ variables: Variables) -> [WantedPort] {
        (value("services", in: root)?.entries ?? []).flatMap { service -> [WantedPort] in
            let addresses =
                text(value("host", in: service.value), variables).flatMap(addresses) ?? ["127.0.0.1", "::1"]
            func wanted(_ name: String, _ node: Node?) -> WantedPort? {
                guard let text = text(node, variables) else { return nil }
                let number = UInt16(text).flatMap { $0 > 0 && "\($0)" == text ? $0 : nil }
                guard text == auto || number != nil else { return nil }
                return WantedPort(service: service.key.text, name: name, addresses: addresses, written: number)
            }
            let further = (value("ports", in: service.value)?.entries ?? []).filter { $0.key.text != NamedPort.main }
            return [wanted(NamedPort.main, value("port", in: service.value))].compactMap { $0 }
                + further.compactMap { wanted($0.key.text, $0.value) }
        }
    }

    private static func value(_ name: String, in node: Node) -> Node? {
        node.entries?.first { $0.key.text == name }?.value
    }

    /// With its variables replaced; `nil` where that cannot be done.
    private static func text(_ node: Node?, _ variables: Variables) -> String? {
        guard let text = node?.scalar?.text else { return nil }
        guard Interpolator.concerns(text) else { return text }
        let (expanded, problems) = Interpolator { variables[$0] }.expand(text)
        return problems.isEmpty ? expanded : nil
    }

    /// Where a service with this `host` listens; `nil` of localhost, and of what is no address.
    private static func addresses(_ host: String) -> [String]? {
        guard let address = IPAddress(host.filter { $0 != "[" && $0 != "]" }) else { return nil }
        // A program that listens on `::` takes IPv4 too, unless it sets IPV6_V6ONLY (ipv6(7)).
        return address.isV6 && address.isUnspecified ? ["::", "0.0.0.0"] : ["\(address)"]
    }
}
