internal import StackModel

/// The numbers of the services' ports, which values name as `${services.NAME.port}`: found in the tree of the stack files
/// before variables are replaced in it.
struct PortNumbers {
    struct Number {
        var value: UInt16
        var choice: PortChoice
    }

    /// What stands for a number that devstack is to choose.
    static let auto = "auto"

    /// By the service's name, then by the port's.
    private var numbers: [String: [String: Number]] = [:]

    init() {}

    init(root: Node, variables: Variables, source: PortSource) {
        let wanted = Self.wanted(root, variables)
        guard !wanted.isEmpty else { return }
        var standIns: StandIns?
        for (port, number) in zip(wanted, source(wanted)) {
            var value = number ?? port.written
            let choice: PortChoice
            switch (number, port.written) {
            case (let number?, let written?): choice = number == written ? .written : .moved(from: written)
            case (_?, nil): choice = .chosen
            case (nil, _?): choice = .written
            case (nil, nil):
                choice = .open
                if standIns == nil { standIns = StandIns(avoiding: root, variables) }
                value = standIns?.next()
            }
            if let value { numbers[port.service, default: [:]][port.name] = Number(value: value, choice: choice) }
        }
    }

    subscript(service: String, port: String) -> Number? { numbers[service]?[port] }

    /// The number of what a value names: `services.NAME.port` or `services.NAME.ports.PORT`.
    ///
    /// A service's name may hold points, and so may a port's.
    func number(of reference: String) -> UInt16? {
        guard reference.hasPrefix(NamedPort.prefix) else { return nil }
        let path = reference.dropFirst(NamedPort.prefix.count)
        if path.hasSuffix(".port"), let main = numbers[String(path.dropLast(5))]?[NamedPort.main] { return main.value }
        for (service, ports) in numbers where path.hasPrefix("\(service).ports.") {
            let name = String(path.dropFirst(service.count + ".ports.".count))
            if name != NamedPort.main, let number = ports[name] { return number.value }
        }
        return nil
    }

    /// Everything that a value may name.
    var references: [String] {
        numbers.flatMap { service, ports in ports.keys.map { NamedPort.reference(to: $0, of: service) } }.sorted()
    }

    /// What stands for ports that are open.
    var standIns: [StandIn] {
        numbers.flatMap { service, ports in
            ports.filter { $0.value.choice == .open }.map { port, number in
                StandIn(
                    digits: "\(number.value)", service: service, reference: NamedPort.reference(to: port, of: service))
            }
        }
    }
}
