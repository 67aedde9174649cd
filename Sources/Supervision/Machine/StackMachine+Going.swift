internal import Linux

/// From whatever it is to nothing.
extension StackMachine {
    /// Ends what nothing that still runs depends on.
    mutating func stopWhatCan(_ turn: inout Turn) {
        for index in services.indices where services[index].isOccupied && services[index].ending == .none {
            guard dependents[index].allSatisfy({ !services[$0].isOccupied }) else { continue }
            beStopping(index, &turn)
            ask(index, &turn)
        }
    }

    mutating func forceStop(_ turn: inout Turn) {
        isStopping = true
        for index in services.indices where services[index].isOccupied && services[index].ending != .killed {
            beStopping(index, &turn)
            kill(index, &turn)
        }
    }

    private mutating func beStopping(_ index: Int, _ turn: inout Turn) {
        let phase = services[index].phase
        guard phase.isComing || phase == .ready else { return }
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
            if services[index].phase.isComing { fail(index, .late, &turn) }
        case .grace:
            if services[index].isOccupied, services[index].ending == .asked { kill(index, &turn) }
        case .patience:
            guard services[index].isOccupied, services[index].ending == .killed else { return }
            vacate(index)
            fail(index, .unendable, &turn)
        }
    }

    mutating func gone(_ index: Int, _ turn: inout Turn) {
        guard services[index].isOccupied else { return }
        if services[index].ending == .asked { turn.cancelTimer(.grace, of: index) }
        if services[index].ending == .killed { turn.cancelTimer(.patience, of: index) }
        vacate(index)
        let phase = services[index].phase
        if phase == .stopping {
            move(index, to: .stopped, &turn)
        } else if phase.isComing || phase == .ready {
            fail(index, .vanished, &turn)
        }
    }

    private mutating func vacate(_ index: Int) {
        services[index].isOccupied = false
        services[index].ending = .none
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
        if phase.isComing || phase == .ready { fail(index, .wardenLost, &turn) }
    }
}
