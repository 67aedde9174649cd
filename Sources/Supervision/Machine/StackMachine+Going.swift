internal import Linux

/// From whatever it is to nothing.
extension StackMachine {
    /// Ends what is to end and nothing needs any more that is to end too.
    mutating func stopWhatCan(_ turn: inout Turn) {
        for index in services.indices where isStopping || services[index].isGoing {
            if isStopping, !services[index].isOccupied { rest(index, &turn) }
            guard services[index].isOccupied, services[index].ending == .none else { continue }
            let needed = dependents[index].contains {
                services[$0].isOccupied && (isStopping || services[$0].isGoing)
            }
            if needed { continue }
            beStopping(index, &turn)
            ask(index, &turn)
        }
        breakCircle(&turn)
    }

    /// What would have been started again is not.
    private mutating func rest(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase.isRestarting else { return }
        turn.cancelTimer(.backoff, of: index)
        move(index, to: .stopped, &turn)
    }

    mutating func forceStop(_ turn: inout Turn) {
        isStopping = true
        for index in services.indices where services[index].isOccupied && services[index].ending != .killed {
            beStopping(index, &turn)
            kill(index, &turn)
        }
    }

    mutating func beStopping(_ index: Int, _ turn: inout Turn) {
        let phase = services[index].phase
        guard phase.isComing || phase == .ready || phase.isRestarting else { return }
        turn.cancelTimer(.within, of: index)
        move(index, to: .stopping, &turn)
    }

    mutating func ask(_ index: Int, _ turn: inout Turn) {
        services[index].ending = .asked
        turn.actions.append(.stop(index))
        turn.setTimer(.grace, of: index, after: definitions[index].grace)
    }

    private mutating func kill(_ index: Int, _ turn: inout Turn) {
        if services[index].ending == .asked { turn.cancelTimer(.grace, of: index) }
        services[index].ending = .killed
        turn.actions.append(.kill(index))
        turn.setTimer(.patience, of: index, after: Self.patience)
    }

    mutating func fired(_ timer: StackTimer, _ turn: inout Turn) {
        let index = timer.service
        switch timer.kind {
        case .within:
            if services[index].phase.isComing { die(index, .late, &turn) }
        case .grace:
            if services[index].isOccupied, services[index].ending == .asked { kill(index, &turn) }
        case .patience:
            guard services[index].isOccupied, services[index].ending == .killed else { return }
            vacate(index, &turn)
            services[index].startsAgain = false
            fail(index, .unendable, &turn)
        case .backoff:
            guard services[index].phase.isRestarting, !services[index].isOccupied else { return }
            move(index, to: .waiting, &turn)
            startWhatCan(&turn)
        }
    }

    mutating func gone(_ index: Int, _ turn: inout Turn) {
        guard services[index].isOccupied else { return }
        if services[index].ending == .asked { turn.cancelTimer(.grace, of: index) }
        if services[index].ending == .killed { turn.cancelTimer(.patience, of: index) }
        vacate(index, &turn)
        let phase = services[index].phase
        if services[index].startsAgain, !isStopping {
            services[index].startsAgain = false
            if phase.isComing { turn.cancelTimer(.within, of: index) }
            move(index, to: .waiting, &turn)
        } else if phase == .stopping {
            move(index, to: .stopped, &turn)
        } else if phase.isRestarting {
            awaitRestart(index, &turn)
        } else if phase.isComing || phase == .ready {
            die(index, .vanished, &turn)
        }
        // What was to end before it, or with it, may be started again now.
        startWhatCan(&turn)
    }

    private mutating func vacate(_ index: Int, _ turn: inout Turn) {
        services[index].isOccupied = false
        services[index].ending = .none
        services[index].isGoing = false
        for other in services.indices { services[other].awaited.remove(index) }
        adopt(index, &turn)
    }

    mutating func wardenLost(_ index: Int, _ turn: inout Turn) {
        guard services[index].isOccupied else { return }
        let phase = services[index].phase
        if services[index].ending == .asked { turn.cancelTimer(.grace, of: index) }
        // What it left is being ended without being asked for.
        if services[index].ending != .killed {
            services[index].ending = .killed
            turn.setTimer(.patience, of: index, after: Self.patience)
        }
        if phase.isComing || phase == .ready { die(index, .wardenLost, &turn) }
    }
}
