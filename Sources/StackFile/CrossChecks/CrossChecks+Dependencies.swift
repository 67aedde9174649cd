internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Dependencies on what does not exist, and circles of them.
    mutating func checkDependencies() {
        let services = Dictionary(
            stack.services.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        for service in stack.services {
            for dependency in service.dependsOn.map(\.service) where services[dependency.value] == nil {
                let names = mistakes.count < TreeLimits.suggestions ? stack.services.map(\.name.value) : []
                report(
                    .unknownService, "there is no service \(dependency.value.excerpt)", at: dependency.location,
                    remedy: Spelling.nearest(to: dependency.value, in: names.filter { $0 != service.name.value }).map {
                        "Did you mean `\($0)`?"
                    }
                        ?? "Remove it, or add the service under `services`.")
            }
        }
        for service in stack.services { checkConditions(of: service, services) }
        var search = CircleSearch(services: stack.services, positions: services)
        for service in stack.services.indices { search.visit(service) }
        for circle in search.circles { report(circle) }
    }

    /// A service that goes on running never completes.
    private mutating func checkConditions(of service: ServiceDraft, _ positions: [String: Int]) {
        for dependency in service.dependsOn where dependency.condition == .completed {
            guard let position = positions[dependency.service.value] else { continue }
            let other = stack.services[position]
            let name = other.name.value.excerpt
            if let place = other.given["port"] ?? (other.isBuiltIn ? other.name.location : nil) {
                report(
                    .badCondition, "\(name) is a server, so it never completes", at: dependency.service.location,
                    remedy: "Wait for it to be ready: condition: service_healthy.",
                    notes: [Diagnostic.Note("this makes it a server", at: place)])
            } else if let restart = other.restart, restart.value.restartsAfterSuccess {
                report(
                    .badCondition, "\(name) is started again when it has ended, so it never completes",
                    at: dependency.service.location, remedy: "Write restart: on-failure there, or leave it out.",
                    notes: [Diagnostic.Note("it is started again because of this", at: restart.location)])
            }
        }
    }

    /// Of a circle; thousands of services would each have a note otherwise.
    private static let shownSteps = 12

    /// - Parameter circle: each step's dependency, which names the next one's service.
    private mutating func report(_ circle: [CircleSearch.Step]) {
        guard let first = circle.first else { return }
        let isLong = circle.count > Self.shownSteps
        let shown = circle.prefix(Self.shownSteps)
        let names = (shown.map(\.service) + (isLong ? ["..."] : []) + [first.service]).joined(separator: " -> ")
        report(
            .dependencyCircle,
            circle.count == 1
                ? "\(first.service.excerpt) depends on itself" : "these services wait for each other: \(names)",
            at: first.dependency.location, remedy: "Remove one of the dependencies.",
            notes: shown.dropFirst().map {
                Diagnostic.Note(
                    "\($0.service.excerpt) depends on \($0.dependency.value.excerpt)", at: $0.dependency.location)
            })
    }
}
