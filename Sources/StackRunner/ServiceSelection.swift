internal import Diagnostics
internal import StackModel

/// The services that were asked for, by name or by profile.
struct ServiceSelection {
    /// Names of services; without any, all that no profile holds back.
    var names: [String] = []
    var profiles: [String] = []
    /// Names of services that run besides.
    private var further: [String] = []

    init(names: [String] = [], profiles: [String] = []) {
        self.names = names
        self.profiles = profiles
    }

    /// The same with these as well, and without what the stack does not have any more.
    func widened(names more: [String], profiles others: [String], over stack: Stack) -> ServiceSelection {
        let known = Set(stack.services.map(\.name.value))
        let groups = Set(stack.services.flatMap(\.profiles))
        var selection = self
        selection.names.removeAll { !known.contains($0) }
        selection.further = (further.filter(known.contains) + more)
        selection.profiles = profiles.filter(groups.contains) + others
        return selection
    }

    /// The stack with the services that are up, where it is up already; a check of another is skipped, and so is one that
    /// names a port which the run does not have.
    static func running(_ running: RunningState, of stack: Stack) -> Stack {
        let up = Set(running.services.filter { $0.state == .ready || $0.state == .completed }.map(\.name))
        var selected = without(
            stack.services.filter { !up.contains($0.name.value) }, of: stack, because: "is not up")
        let known = Set(running.services.map(\.name) + running.absent)
        for index in selected.checks.indices {
            guard let name = selected.checks[index].openServices.first else { continue }
            let isUp = up.contains(name)
            selected.checks[index].obstacle =
                isUp ? "a port of the service `\(name)` has no number yet" : "the service `\(name)` is not up"
            if isUp || !known.contains(name) {
                selected.checks[index].obstacle? += "; `devstack reload` brings about what changed in the file"
            }
        }
        return selected
    }

    private static func without(_ absent: [Service], of stack: Stack, because reason: String) -> Stack {
        let names = Set(absent.map(\.name.value))
        var selected = stack
        selected.services.removeAll { names.contains($0.name.value) }
        selected.absent = absent.map { AbsentService(name: $0.name.value, profiles: $0.profiles) }
        for index in selected.checks.indices {
            guard let service = absent.first(where: { selected.checks[index].asks($0) }) else { continue }
            selected.checks[index].obstacle = "the service `\(service.name.value)` \(reason)"
        }
        return selected
    }

    /// The stack with these services and what they need, in the order of the file. A check of a service that is left out
    /// is skipped.
    ///
    /// - Throws: a `Diagnostic` that names what there is, when a name is of no service, or of no profile.
    func applied(to stack: Stack) throws(Diagnostic) -> Stack {
        let known = stack.services.map(\.name.value)
        if let unknown = (names + further).first(where: { !known.contains($0) }) {
            throw .unknownService(unknown, known: known)
        }
        var groups: [String] = []
        for profile in stack.services.flatMap(\.profiles) where !groups.contains(profile) { groups.append(profile) }
        if let unknown = profiles.first(where: { !groups.contains($0) }) {
            throw .unknownProfile(unknown, known: groups)
        }
        let byName = Dictionary(uniqueKeysWithValues: stack.services.map { ($0.name.value, $0) })
        var chosen: Set<String> = []
        var open = stack.services.filter(isAskedFor).map(\.name.value)
        while let name = open.popLast() {
            guard chosen.insert(name).inserted else { continue }
            open += byName[name]?.dependsOn.map(\.service.value) ?? []
        }
        guard chosen.count < stack.services.count else { return stack }
        return Self.without(
            stack.services.filter { !chosen.contains($0.name.value) }, of: stack, because: "is not part of this run")
    }

    private func isAskedFor(_ service: Service) -> Bool {
        if isInProfile(service) || further.contains(service.name.value) { return true }
        return names.isEmpty ? service.profiles.isEmpty : names.contains(service.name.value)
    }

    private func isInProfile(_ service: Service) -> Bool { service.profiles.contains(where: profiles.contains) }
}

extension Check {
    /// Whether it goes to the port of a service of this stack.
    fileprivate func asks(_ service: Service) -> Bool {
        guard case .request(let request) = action.value else { return false }
        return service.numbers.contains { $0.number == request.url.port }
    }
}
