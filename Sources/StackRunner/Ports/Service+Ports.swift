import StackFile
internal import StackModel

extension Service {
    /// Its ports with their numbers, the main one first; without those that are open, since no run has chosen them.
    var numbers: [ServiceReport.Port] {
        let main = port.map { (NamedPort.main, $0.value, portChoice) }
        return ([main].compactMap { $0 } + ports.map { ($0.name.value, $0.number.value, $0.choice) })
            .compactMap { name, number, choice in
                switch choice {
                case .written: .init(name: name, number: number, written: number)
                case .moved(let written): .init(name: name, number: number, written: written)
                case .chosen: .init(name: name, number: number, written: nil)
                case .open: nil
                }
            }
    }
}

extension Stack {
    /// Which ports have another number in this run than the file gives, in the words of a note each.
    var notesOnPorts: [String] {
        services.flatMap { service in
            service.numbers.compactMap { port in
                guard let written = port.written, written != port.number else { return nil }
                let name = port.name == NamedPort.main ? "" : " (\(port.name))"
                return "\(service.name.value): port \(written)\(name) is \(port.number) in this run"
            }
        }
    }

    /// Which services have a port that is chosen when the stack comes up.
    var servicesWithOpenPorts: [String] {
        services.filter { service in service.portChoice == .open || service.ports.contains { $0.choice == .open } }
            .map(\.name.value)
    }
}
