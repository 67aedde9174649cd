/// From what a stack is to what its file says now, while it runs.
extension StackMachine {
    mutating func reload(_ change: StackChange, _ turn: inout Turn) {
        for addition in change.added {
            definitions.append(addition.definition)
            services.append(ServiceState())
            services[services.count - 1].awaited = addition.after.filter { services[$0].isOccupied }
        }
        for index in change.removed.sorted() { retire(index, &turn) }
        let changed = change.changed.sorted { $0.key < $1.key }
        for (index, revision) in changed {
            if revision.isToRun {
                services[index].isWanted = true
                services[index].deaths = 0
            }
            services[index].next = revision.definition
            services[index].awaited = revision.after.filter { $0 != index && services[$0].isOccupied }
            if !revision.needsRestart || !services[index].isOccupied { adopt(index, &turn) }
        }
        dependents = Self.dependents(definitions)
        for (index, revision) in changed where revision.isToRun {
            if services[index].isOccupied {
                guard revision.needsRestart else { continue }
                for service in restartedWith(index) { bringDown(service, &turn) }
            } else {
                want(index, isNamed: true, &turn)
            }
        }
        startWhatCan(&turn)
    }

    /// It is to end for good, after what needs it and is to end too.
    private mutating func retire(_ index: Int, _ turn: inout Turn) {
        guard services[index].isOccupied, services[index].ending == .none else { return stopService(index, &turn) }
        services[index].isWanted = false
        services[index].startsAgain = false
        services[index].isGoing = true
    }

    /// Becomes what a reload has made of it.
    mutating func adopt(_ index: Int, _ turn: inout Turn) {
        guard let next = services[index].next else { return }
        services[index].next = nil
        definitions[index] = next
        dependents = Self.dependents(definitions)
        turn.actions.append(.adopt(index, whileItRuns: services[index].isOccupied))
    }

    /// While a reload is carried out, services may need each other: then the first of them goes first.
    mutating func breakCircle(_ turn: inout Turn) {
        let going = services.indices.filter { services[$0].isOccupied && (isStopping || services[$0].isGoing) }
        guard let first = going.first, going.allSatisfy({ services[$0].ending == .none }) else { return }
        beStopping(first, &turn)
        ask(first, &turn)
    }
}
