internal import Linux
package import StackModel

/// What the listeners of a machine mean for one stack: values in, values out.
package struct PortAssessment: Sendable {
    /// A service and where it is to listen.
    package struct Wanted: Sendable {
        package var service: String
        package var listeners: [ListenerPlan]

        package init(service: String, listeners: [ListenerPlan]) {
            self.service = service
            self.listeners = listeners
        }
    }

    let stack: PortReport.Stack?
    let wanted: [Wanted]
    let listeners: [FoundListener]
    private let listenersByPort: [UInt16: [FoundListener]]

    /// - Parameters:
    ///   - stack: the one whose file was read, without its ports.
    ///   - wanted: its services.
    package init(stack: PortReport.Stack?, wanted: [Wanted], listeners: [FoundListener]) {
        self.stack = stack
        self.wanted = wanted
        let services = Self.services(of: wanted)
        self.listeners = Self.merged(listeners.map { Self.named($0, stack, services) })
        listenersByPort = Dictionary(grouping: self.listeners, by: \.socket.port)
    }

    /// - Parameter ports: those that were asked for; none means all.
    package func report(asked ports: [UInt16] = []) -> PortReport {
        var stack = stack
        stack?.ports = wanted.flatMap { wanted in
            let numbers = wanted.listeners.map(\.port).filter { ports.isEmpty || ports.contains($0) }
            return numbers.indices.filter { !numbers[..<$0].contains(numbers[$0]) }.map { index in
                declared(wanted.service, numbers[index], wanted.listeners.filter { $0.port == numbers[index] })
            }
        }
        return PortReport(asked: ports, stack: stack, listeners: listeners.map(\.report))
    }

    private static func services(of wanted: [Wanted]) -> [UInt16: [(name: String, plan: ListenerPlan)]] {
        Dictionary(
            grouping: wanted.flatMap { wanted in wanted.listeners.map { (wanted.service, $0) } }, by: \.1.port)
    }

    /// A socket that devstack itself holds is that of the service whose port it is.
    private static func named(
        _ listener: FoundListener, _ stack: PortReport.Stack?,
        _ services: [UInt16: [(name: String, plan: ListenerPlan)]]
    ) -> FoundListener {
        guard let stack, let owner = listener.owner, owner.service == nil, let runner = owner.runner,
            runner == stack.runner, listener.holders.contains(where: { $0.pid == runner }),
            let service = services[listener.socket.port]?.first(where: { listener.isInTheWay(of: $0.plan) })?.name
        else { return listener }
        var named = listener
        named.owner?.service = service
        return named
    }

    /// Sockets that share an address (SO_REUSEPORT) become one, with the processes of all of them.
    private static func merged(_ listeners: [FoundListener]) -> [FoundListener] {
        var merged: [FoundListener] = []
        for listener in listeners {
            // They come by port.
            let near = merged.indices.reversed().prefix { merged[$0].socket.port == listener.socket.port }
            guard let index = near.first(where: { merged[$0].hasSamePlace(as: listener) }) else {
                merged.append(listener)
                continue
            }
            let new = listener.holders.filter { !merged[index].holders.contains($0) }
            merged[index].holders = (merged[index].holders + new).sorted {
                ($0.startedAt, $0.pid) < ($1.startedAt, $1.pid)
            }
        }
        return merged
    }

    private func declared(_ service: String, _ port: UInt16, _ plans: [ListenerPlan]) -> PortReport.Declared {
        let there = (listenersByPort[port] ?? []).filter { listener in plans.contains { listener.isInTheWay(of: $0) } }
        // While the stack is down, whoever listens there is a stranger.
        let mayBeUp = stack?.presence != .down
        let strangers = there.filter { !isOwn($0, service) && !(mayBeUp && $0.holders.isEmpty) }
        let missing = plans.filter { plan in plan.isRequired && !there.contains { $0.answers(plan) } }
        let hasHidden = mayBeUp && there.contains(where: \.holders.isEmpty)
        let state: PortReport.State =
            !strangers.isEmpty ? .taken : hasHidden ? .hidden : missing.isEmpty ? .up : .free
        return PortReport.Declared(
            service: service, port: port, addresses: plans.map(\.address.description), state: state,
            listeners: there.map(\.report), missing: missing.map(\.address.description),
            remedy: remedy(for: strangers))
    }

    private func isOwn(_ listener: FoundListener, _ service: String) -> Bool {
        guard let owner = listener.owner, let stack else { return false }
        return owner.directory == stack.directory && owner.service == service && owner.runner != nil
    }

    /// For the first of them that needs something to be done.
    private func remedy(for strangers: [FoundListener]) -> String? {
        guard let first = strangers.first else { return nil }
        if let owner = first.owner, owner.directory == stack?.directory {
            if owner.runner == nil {
                return "An earlier run of this stack has left it: the next `devstack up` or `devstack check` ends it."
            }
            if let service = owner.service {
                return "Service \(service) of this stack listens there: give one of the two another `port:`."
            }
        }
        if let owner = first.owner, owner.directory != stack?.directory, let runner = owner.runner {
            return "Stop the stack in \(owner.directory) (Ctrl-C where it runs, or `kill \(runner)`), "
                + "or choose another `port:`."
        }
        var pids: [Int32] = []
        for case let pid? in strangers.map(\.holders.first?.pid) where !pids.contains(pid) { pids.append(pid) }
        return pids.isEmpty
            ? "Choose another `port:`, or end that process as its user."
            : "End it with `kill \(pids.map(String.init).joined(separator: " "))`, or choose another `port:`."
    }
}

extension FoundListener {
    fileprivate func hasSamePlace(as other: FoundListener) -> Bool {
        transport == other.transport && socket.port == other.socket.port && socket.address == other.socket.address
            && socket.takesBothFamilies == other.socket.takesBothFamilies && socket.user == other.socket.user
            && owner == other.owner && holders.isEmpty == other.holders.isEmpty
    }
}
