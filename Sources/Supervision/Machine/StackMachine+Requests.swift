internal import Linux
internal import StackModel

/// What is asked of single services while the stack runs.
extension StackMachine {
    mutating func startService(_ index: Int, _ turn: inout Turn) {
        var open = [index]
        var seen: Set<Int> = [index]
        while let next = open.popLast() {
            want(next, isNamed: next == index, &turn)
            for dependency in definitions[next].dependencies where seen.insert(dependency.index).inserted {
                open.append(dependency.index)
            }
        }
        startWhatCan(&turn)
    }

    mutating func want(_ index: Int, isNamed: Bool, _ turn: inout Turn) {
        let phase = services[index].phase
        // What outlived SIGKILL still has what the next would need.
        if phase == .failed(.unendable) { return }
        services[index].isWanted = true
        services[index].deaths = 0
        switch phase {
        case .waiting, .starting, .listening, .probing, .proving, .finishing, .ready: break
        case .completed where !isNamed: break
        case .restarting:
            guard !services[index].isOccupied else {
                services[index].startsAgain = true
                return
            }
            turn.cancelTimer(.backoff, of: index)
            move(index, to: .waiting, &turn)
        case .completed, .stopping, .stopped, .failed:
            if services[index].isOccupied {
                services[index].isGoing = true
                services[index].startsAgain = true
            } else {
                move(index, to: .waiting, &turn)
            }
        }
    }

    mutating func stopService(_ index: Int, _ turn: inout Turn) {
        services[index].isWanted = false
        services[index].startsAgain = false
        services[index].deaths = 0
        if services[index].isOccupied {
            if services[index].ending == .none {
                beStopping(index, &turn)
                ask(index, &turn)
            } else if services[index].phase.isRestarting {
                move(index, to: .stopping, &turn)
            }
        } else if services[index].phase.isRestarting {
            turn.cancelTimer(.backoff, of: index)
            move(index, to: .stopped, &turn)
        } else if services[index].phase == .waiting {
            move(index, to: .stopped, &turn)
        }
    }

    mutating func restartService(_ index: Int, _ turn: inout Turn) {
        startService(index, &turn)
        for service in restartedWith(index) {
            if service == index { services[service].deaths = 0 }
            // What is being started is new already.
            guard services[service].phase != .starting || services[service].ending != .none else { continue }
            bringDown(service, &turn)
        }
    }

    /// What may be started by a request: the service, what it needs, and what is started again with it.
    func touched(by request: ServiceRequest, of index: Int) -> Set<Int> {
        var found: Set<Int> = request == .restart ? restartedWith(index) : [index]
        var open = [index]
        while let next = open.popLast() {
            for dependency in definitions[next].dependencies
            where !services[dependency.index].phase.isSatisfied && found.insert(dependency.index).inserted {
                open.append(dependency.index)
            }
        }
        return found
    }

    /// Whether it is to run, and does or is about to.
    func runs(_ index: Int) -> Bool {
        services[index].isWanted && (services[index].isOccupied || services[index].phase.isRestarting)
    }

    /// Whether nothing is about to happen to a service by what was asked of it: it is where it was to come, or cannot
    /// get there.
    package func isSettled(_ index: Int) -> Bool {
        let state = services[index]
        if state.isGoing || state.startsAgain { return false }
        // Told to end: what it has left in the background goes too.
        if !state.isWanted, state.isOccupied, state.ending != .none { return false }
        switch state.phase {
        case .ready, .completed, .stopped, .failed: return true
        case .restarting: return state.deaths >= Self.loop
        case .waiting:
            if !state.isWanted { return true }
            return definitions[index].dependencies.contains { !isMet($0) && isSettled($0.index) }
        case .starting, .listening, .probing, .proving, .finishing, .stopping: return false
        }
    }
}
