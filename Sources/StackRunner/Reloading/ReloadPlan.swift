internal import StackModel
import Supervision

/// What is to be done so that what runs is what the stack file says: desired against observed.
struct ReloadPlan {
    /// In the order of the stack file, what it no longer names at the end. What stays as it is has none.
    let changes: [ReloadReport.Change]
    /// Those that were stopped, and stay so.
    private let staying: Set<String>

    /// - Parameters:
    ///   - observed: how far each service is that runs.
    ///   - toldToStop: those that were told to stop by themselves, whether they have or not.
    ///   - startsStopped: whether what was stopped by itself is to run again.
    ///   - named: services that are to run, whatever was asked of them before.
    init(
        from before: Stack, to after: Stack, observed: [ServiceReport], toldToStop: Set<String>, startsStopped: Bool,
        named: [String]
    ) {
        let comparison = StackComparison(before, after)
        let known = Set(before.services.map(\.name.value))
        let states = Dictionary(observed.map { ($0.name, $0.state) }, uniquingKeysWith: { first, _ in first })
        var changes: [ReloadReport.Change] = []
        var staying: Set<String> = []
        for service in after.services {
            let name = service.name.value
            guard known.contains(name) else {
                changes.append(.init(service: name, action: .added))
                continue
            }
            let words = comparison.words(of: name)
            let isStopped = states[name] == .stopped || (states[name] == .stopping && toldToStop.contains(name))
            if isStopped, !startsStopped, !named.contains(name) {
                // It takes the change over, and stays down as it was told to.
                staying.insert(name)
                if !words.isEmpty { changes.append(.init(service: name, action: .adjusted, words: words)) }
            } else if isStopped || states[name] == .failed {
                changes.append(.init(service: name, action: .started, words: words))
            } else if !words.isEmpty {
                let action: ReloadReport.Change.Action =
                    StackComparison.needsRestart(words) ? .restarted : .adjusted
                changes.append(.init(service: name, action: action, words: words))
            }
        }
        for index in changes.indices.reversed() where changes[index].action == .restarted {
            let name = changes[index].service
            for other in after.restarted(with: name) where Self.isComing(states[other]) {
                if let known = changes.firstIndex(where: { $0.service == other }) {
                    if changes[known].action == .adjusted { changes[known].action = .restarted }
                } else {
                    changes.append(.init(service: other, action: .restarted, with: name))
                }
            }
        }
        let places = Dictionary(
            after.services.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        changes.sort { (places[$0.service] ?? 0) < (places[$1.service] ?? 0) }
        let kept = Set(after.services.map(\.name.value))
        changes += before.services.map(\.name.value).filter { !kept.contains($0) }.map {
            .init(service: $0, action: .removed)
        }
        self.changes = changes
        self.staying = staying
    }

    /// The same for the supervisor.
    ///
    /// - Parameters:
    ///   - plans: of the stack that is to run, in its order.
    ///   - numbers: the supervisor's, by the services' names.
    ///   - known: how many of them it knows already.
    ///   - before: what runs.
    func revision(_ plans: [ServicePlan], numbers: [String: Int], known: Int, before: Stack) -> StackRevision {
        let actions = Dictionary(uniqueKeysWithValues: changes.map { ($0.service, $0.action) })
        let others = Set(changes.filter { $0.with != nil }.map(\.service))
        let ending = before.services.filter { service in
            let action = actions[service.name.value]
            return action == .removed || action == .restarted
        }
        let removed = changes.filter { $0.action == .removed }.compactMap { numbers[$0.service] }
        var revision = StackRevision(
            removed: Set(removed), changed: [:], added: [], order: plans.compactMap { numbers[$0.name] })
        for plan in plans {
            guard let number = numbers[plan.name], let action = actions[plan.name] else { continue }
            if others.contains(plan.name) {
                revision.restarted.insert(number)
                continue
            }
            let ports = Set(plan.listeners.map(\.port))
            let holders = ending.filter { old in
                old.name.value != plan.name && old.listeners.contains { ports.contains($0.port) }
            }
            let change = StackRevision.Change(
                plan, needsRestart: action != .adjusted, after: Set(holders.compactMap { numbers[$0.name.value] }),
                isToRun: !staying.contains(plan.name))
            if number >= known { revision.added.append(change) } else { revision.changed[number] = change }
        }
        return revision
    }

    /// Whether it runs, or is about to.
    private static func isComing(_ state: ServiceReport.State?) -> Bool {
        switch state {
        case .starting, .ready, .unhealthy, .restarting: true
        case .waiting, .completed, .stopping, .stopped, .failed, nil: false
        }
    }
}

extension Stack {
    /// The services that ask to be started again with this one, directly or not.
    fileprivate func restarted(with name: String) -> [String] {
        var found = [name]
        var next = 0
        while next < found.count {
            for service in services where !found.contains(service.name.value) {
                let asks = service.dependsOn.contains { $0.service.value == found[next] && $0.restarts }
                if asks { found.append(service.name.value) }
            }
            next += 1
        }
        return Array(found.dropFirst())
    }
}
