internal import StackModel

/// The services of a Compose file that can run without their containers: those that say their command.
struct ComposeFile {
    private(set) var services: [SuggestedService] = []
    /// What could not be taken over: a sentence each.
    private(set) var notes: [String] = []

    /// What is taken over, or says nothing outside of a container.
    private static let known: Set<String> = [
        "command", "entrypoint", "ports", "environment", "depends_on", "image", "build", "container_name", "restart",
        "working_dir", "expose", "stop_signal", "stop_grace_period",
    ]

    init(_ file: JSONValue, ports: inout PortBook) {
        var names: [String: String] = [:]
        for member in file.member("services")?.members ?? [] {
            guard let kind = Self.command(member.value) else {
                notes.append(
                    "`\(member.name)` was left out: it has no command of its own, "
                        + "so what it runs is inside its image.")
                continue
            }
            let name = ServiceName.good(member.name, taken: services.map(\.name))
            names[member.name] = name
            var service = SuggestedService(name: name, kind: kind)
            if let image = member.value.member("image")?.string {
                service.comments.append(
                    "Compose ran this in \(Self.comment(image)); here its program must be installed.")
            } else if member.value.member("build") != nil {
                service.comments.append("Compose ran this in a container; here its program must be installed.")
            }
            service.environment = Self.environment(member.value.member("environment"))
            service.dependsOn = Self.dependencies(member.value.member("depends_on"))
            readPorts(member, into: &service, &ports)
            let ignored = (member.value.members ?? []).map(\.name).filter { !Self.known.contains($0) }
            if !ignored.isEmpty {
                notes.append("`\(member.name)`: \(ignored.joined(separator: ", ")) had no counterpart.")
            }
            services.append(service)
        }
        keepGoodDependencies(names)
    }

    /// The entrypoint is the program, and the command its arguments.
    private static func command(_ service: JSONValue) -> SuggestedService.Kind? {
        let parts = ["entrypoint", "command"].compactMap { service.member($0) }.filter { $0 != .null }
        let texts = parts.compactMap(\.string).map(ComposeText.converted)
        if !texts.isEmpty, texts.count == parts.count {
            let line = texts.joined(separator: " ")
            guard line.contains(where: { $0 != " " }) else { return nil }
            // Quotes that do not close would be a mistake in the stack file.
            return ShellText.closesItsQuotes(line) ? .text(line) : .words(["sh", "-c", line])
        }
        let lists = parts.compactMap(\.elements)
        guard !lists.isEmpty, lists.count == parts.count else { return nil }
        let words = lists.joined().compactMap(\.plainText).map(ComposeText.converted)
        guard let program = words.first, !program.isEmpty else { return nil }
        return .words(words)
    }

    private static func environment(_ value: JSONValue?) -> [(name: String, value: String?)] {
        var found: [(name: String, value: String?)] = []
        func add(_ name: String, _ value: String?) {
            guard !name.isEmpty, !name.contains("="), !found.contains(where: { $0.name == name }) else { return }
            found.append((name, value.map(ComposeText.converted)))
        }
        for member in value?.members ?? [] { add(member.name, member.value.plainText) }
        for entry in value?.elements?.compactMap(\.string) ?? [] {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            add(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
        }
        return found
    }

    private static func dependencies(_ value: JSONValue?) -> [String] {
        value?.members?.map(\.name) ?? value?.elements?.compactMap(\.string) ?? []
    }

    /// The port inside the container is the one that the program listens on.
    private mutating func readPorts(
        _ member: JSONValue.Member, into service: inout SuggestedService, _ ports: inout PortBook
    ) {
        let entries = member.value.member("ports")?.elements ?? []
        guard let first = entries.first else { return }
        let target = first.member("target")?.plainText ?? first.plainText.map(Self.target)
        guard let target, let port = UInt16(target), port > 0 else {
            notes.append("`\(member.name)`: the port \(Self.comment(first.compactText)) was left out.")
            return
        }
        if entries.count > 1 { notes.append("`\(member.name)`: only its first port was taken over.") }
        guard ports.claim(port) else {
            notes.append("`\(member.name)`: another service has port \(port) already, so it was left out.")
            return
        }
        service.port = port
        let published = first.member("published")?.plainText ?? first.plainText.map(Self.published)
        if let published, published != target {
            service.comments.append("Compose published this as port \(Self.comment(published)).")
        }
    }

    /// `127.0.0.1:8080:80/tcp`: 80.
    private static func target(_ text: String) -> String {
        let port = text.split(separator: "/").first ?? ""
        return String(port.split(separator: ":").last ?? "")
    }

    private static func published(_ text: String) -> String {
        let parts = (text.split(separator: "/").first ?? "").split(separator: ":")
        return String(parts.count > 1 ? parts[parts.count - 2] : parts.last ?? "")
    }

    /// Leaves only dependencies on services that are there, once each and in no circle.
    private mutating func keepGoodDependencies(_ names: [String: String]) {
        for index in services.indices {
            let wanted = services[index].dependsOn.compactMap { names[$0] }
            services[index].dependsOn = []
            for name in wanted where !services[index].dependsOn.contains(name) {
                if !reaches(services[index].name, from: name) { services[index].dependsOn.append(name) }
            }
        }
    }

    /// Whether a service waits for another, directly or not, by the dependencies kept so far.
    private func reaches(_ target: String, from start: String) -> Bool {
        var seen: Set<String> = []
        var open = [start]
        while let name = open.popLast() {
            if name == target { return true }
            guard seen.insert(name).inserted else { continue }
            open += services.first { $0.name == name }?.dependsOn ?? []
        }
        return false
    }

    private static func comment(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars
            .filter { $0.properties.generalCategory != .control }
        return String(String(String.UnicodeScalarView(line)).prefix(60))
    }
}
