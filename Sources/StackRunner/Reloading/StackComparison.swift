import StackFile
internal import StackModel

/// What differs between a stack that runs and one that is to run, service by service, in the language's own words.
struct StackComparison {
    /// What a service that runs takes over: all else it has from its start.
    private static let adjustable: Set<String> = [
        "depends_on", "restart", "stop_signal", "stop_grace_period", "profiles", "logs",
    ]

    private let before: [String: [String: JSONValue]]
    private let after: [String: [String: JSONValue]]

    init(_ before: Stack, _ after: Stack) {
        self.before = Self.services(of: before)
        self.after = Self.services(of: after)
    }

    /// The words of a service of both stacks that have changed, such as `command` and `environment.PORT`.
    func words(of service: String) -> [String] {
        let (old, new) = (before[service] ?? [:], after[service] ?? [:])
        return Set(old.keys).union(new.keys).sorted().flatMap { Self.differences($0, old[$0], new[$0]) }
    }

    /// Whether what runs must be ended for such a change.
    static func needsRestart(_ words: [String]) -> Bool {
        words.contains { word in !adjustable.contains(String(word.prefix { $0 != "." })) }
    }

    /// Each service's words; of one with TLS also those of its certificate and of the authority, which it was started with.
    private static func services(of stack: Stack) -> [String: [String: JSONValue]] {
        let words = StackFileReader.words(of: stack)
        let certificates = members(of: members(of: words)["certificates"])
        return members(of: members(of: words)["services"]).reduce(into: [:]) { services, entry in
            var own = members(of: entry.value)
            let service = stack.services.first { $0.name.value == entry.key }
            // By the numbers that the run has for them, whatever they are in the file.
            if let service, let port = service.port { own["port"] = number(port.value, service.portChoice) }
            if let ports = service?.ports, !ports.isEmpty { own["ports"] = numbers(of: ports) }
            // By what they set, and not where it stands.
            if let variables = service?.fileEnvironment, !variables.isEmpty {
                own["env_file"] = .object(variables.map { JSONValue.Member($0.name, .string($0.value)) })
            }
            if let tls = service?.tls {
                own["certificates"] = certificates[tls.certificate.value].map {
                    .object([JSONValue.Member(tls.certificate.value, $0)])
                }
                own["authority"] = members(of: words)["authority"]
            }
            services[entry.key] = own
        }
    }

    private static func numbers(of ports: [NamedPort]) -> JSONValue {
        .object(ports.map { JSONValue.Member($0.name.value, number($0.number.value, $0.choice)) })
    }

    private static func number(_ number: UInt16, _ choice: PortChoice) -> JSONValue {
        choice == .open ? .string("auto") : .number(JSONNumber(Int(number)))
    }

    private static func members(of value: JSONValue?) -> [String: JSONValue] {
        guard case .object(let members)? = value else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func differences(_ word: String, _ old: JSONValue?, _ new: JSONValue?) -> [String] {
        if old == new { return [] }
        guard case .object? = old, case .object? = new else { return [word] }
        let (old, new) = (members(of: old), members(of: new))
        return Set(old.keys).union(new.keys).sorted().flatMap { differences("\(word).\($0)", old[$0], new[$0]) }
    }
}
