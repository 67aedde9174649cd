internal import StackModel

/// The services of a Compose file that can run without their containers: those that say their command.
struct ComposeFile {
    private(set) var services: [SuggestedService] = []
    /// What could not be taken over: a sentence each.
    private(set) var notes: [String] = []
    /// The same, of what has no service to stand at.
    private(set) var remarks: [String] = []
    /// Of each service by its index, phrases: what could not be taken over.
    private var losses: [[String]] = []

    /// What is taken over, or says nothing outside of a container.
    private static let known: Set<String> = [
        "command", "entrypoint", "ports", "environment", "env_file", "healthcheck", "depends_on", "image", "build",
        "container_name",
    ]
    /// What says nothing of what runs.
    private static let plain: Set<String> = ["services", "version"]

    /// - Parameter isThere: whether a file of this path can be read.
    init(_ file: JSONValue, isThere: (String) -> Bool, ports: inout PortBook) {
        var names: [String: String] = [:]
        var dependencies: [[ComposeDependency]] = []
        for member in file.member("services")?.members ?? [] {
            guard let kind = Self.command(member.value) else {
                remarks.append(
                    "`\(ComposeText.comment(member.name))` was left out: it has no command of its own, "
                        + "so what it runs is inside its image.")
                continue
            }
            let name = ServiceName.good(member.name, taken: services.map(\.name))
            names[member.name] = name
            var service = SuggestedService(name: name, kind: kind)
            if let image = member.value.member("image")?.string {
                service.comments.append(
                    "Compose ran this in \(ComposeText.comment(image)); here its program must be installed.")
            } else if member.value.member("build") != nil {
                service.comments.append("Compose ran this in a container; here its program must be installed.")
            }
            let taken = Self.takeWords(member.value, into: &service)
            losses.append(Self.unknownWords(of: member.value, except: taken))
            takeFiles(member.value.member("env_file"), into: &service, isThere)
            takeEnvironment(member.value.member("environment"), into: &service)
            takeHealth(member.value.member("healthcheck"), into: &service)
            dependencies.append(ComposeDependency.all(in: member.value.member("depends_on")))
            readPorts(member, into: &service, &ports)
            services.append(service)
        }
        let others = (file.members ?? []).map(\.name).filter { !Self.plain.contains($0) && !$0.hasPrefix("x-") }
        if !others.isEmpty {
            remarks.append("not taken over: \(others.map(ComposeText.comment).joined(separator: ", ")).")
        }
        notes = remarks
        take(dependencies, names)
        for (index, phrases) in losses.enumerated() where !phrases.isEmpty {
            services[index].comments += phrases.map { "Not taken over: \($0)." }
            notes += phrases.map { "`\(services[index].name)`: not taken over: \($0)." }
        }
    }

    private static func unknownWords(of service: JSONValue, except taken: [String]) -> [String] {
        let words = (service.members ?? []).filter { !known.contains($0.name) && !taken.contains($0.name) }
        return words.isEmpty ? [] : [words.map { ComposeText.comment($0.name) }.joined(separator: ", ")]
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

    private mutating func takeFiles(
        _ value: JSONValue?, into service: inout SuggestedService, _ isThere: (String) -> Bool
    ) {
        guard let value else { return }
        let taken = ComposeEnvironmentFiles(value, isThere: isThere)
        service.environmentFiles = taken.files
        losses[losses.count - 1] += taken.losses
    }

    private mutating func takeHealth(_ value: JSONValue?, into service: inout SuggestedService) {
        guard let value else { return }
        let taken = ComposeHealth(value)
        service.healthCheck = taken.lines
        losses[losses.count - 1] += taken.losses
    }

    private mutating func takeEnvironment(_ value: JSONValue?, into service: inout SuggestedService) {
        func add(_ name: String, _ value: String?) -> String? {
            guard !name.isEmpty, !name.contains("="), !name.contains(where: \.isWhitespace) else {
                return "\(ComposeText.comment(name.isEmpty ? "a variable without a name" : name)) of environment"
            }
            guard !service.environment.contains(where: { $0.name == name }) else {
                return "the second \(ComposeText.comment(name)) of environment"
            }
            service.environment.append((name, value.map(ComposeText.converted)))
            return nil
        }
        var lost: [String?] = []
        for member in value?.members ?? [] { lost.append(add(member.name, member.value.plainText)) }
        for entry in value?.elements?.compactMap(\.string) ?? [] {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            lost.append(add(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil))
        }
        losses[losses.count - 1] += lost.compactMap { $0 }
    }

    /// The port inside the container is the one that the program listens on.
    private mutating func readPorts(
        _ member: JSONValue.Member, into service: inout SuggestedService, _ ports: inout PortBook
    ) {
        let entries = member.value.member("ports")?.elements ?? []
        guard let first = entries.first else { return }
        let target = first.member("target")?.plainText ?? first.plainText.map(Self.target)
        guard let target, let port = UInt16(target), port > 0 else {
            losses[losses.count - 1].append("the port \(ComposeText.comment(first.compactText))")
            return
        }
        for entry in entries.dropFirst() {
            let text = ComposeText.comment(entry.plainText ?? entry.compactText)
            losses[losses.count - 1].append("the port \(text), since a service has one")
        }
        guard ports.claim(port) else {
            losses[losses.count - 1].append("port \(port), which another service has already")
            return
        }
        service.port = port
        let published = first.member("published")?.plainText ?? first.plainText.map(Self.published)
        if let published, published != target {
            service.comments.append("Compose published this as port \(ComposeText.comment(published)).")
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

    /// Takes over dependencies on services that are there, once each and in no circle.
    private mutating func take(_ dependencies: [[ComposeDependency]], _ names: [String: String]) {
        for index in services.indices {
            for dependency in dependencies[index] {
                let shown = "the wait for `\(ComposeText.comment(dependency.name))`"
                guard let name = names[dependency.name], let target = services.firstIndex(where: { $0.name == name })
                else {
                    losses[index].append("\(shown), which is not here")
                    continue
                }
                guard !services[index].dependsOn.contains(name) else { continue }
                guard !reaches(services[index].name, from: name) else {
                    losses[index].append("\(shown), which waits for this one")
                    continue
                }
                services[index].dependsOn.append(name)
                losses[index] += dependency.others.map { "\(ComposeText.comment($0)) of depends_on" }
                takeWords(of: dependency, on: target, for: index, shown)
            }
        }
    }

    private mutating func takeWords(
        of dependency: ComposeDependency, on place: Int, for index: Int, _ shown: String
    ) {
        let target = services[place]
        var condition = dependency.condition
        let goesOn = target.restart == "always" || target.restart == "unless-stopped"
        if condition == .completed, target.port != nil || goesOn {
            losses[index].append(
                target.port != nil
                    ? "\(shown) to end: it has a port, and is ready when it listens"
                    : "\(shown) to end: it is started again whenever it ends")
            condition = .healthy
        }
        if condition == .completed, !target.healthCheck.isEmpty {
            services[place].healthCheck = []
            losses[place].append("healthcheck, since another waits for its end")
        }
        var words = condition.map { ["condition: \($0.rawValue)"] } ?? []
        if dependency.restarts { words.append("restart: true") }
        if words != ["condition: service_healthy"], !words.isEmpty {
            services[index].dependencyWords[target.name] = words
        }
    }

    /// `restart` and `profiles` mean the same in both files, as far as their values are such as are taken here.
    private static func takeWords(_ words: JSONValue, into service: inout SuggestedService) -> [String] {
        var taken: [String] = []
        let restart = words.member("restart")
        let text = restart?.string ?? ""
        if restart == .bool(false) || text == "no" {
            taken.append("restart")
        } else if text.wholeMatch(of: #/always|unless-stopped|on-failure(?::[1-9][0-9]{0,5})?/#) != nil {
            service.restart = text
            taken.append("restart")
        }
        let profiles = words.member("profiles")?.elements?.map { $0.string ?? "" } ?? []
        if Set(profiles).count == profiles.count,
            profiles.allSatisfy({ $0.wholeMatch(of: #/[A-Za-z0-9_.-]+/#) != nil })
        {
            service.profiles = profiles
            taken.append("profiles")
        }
        return taken
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
}
