internal import Linux

/// From waiting to ready, or not.
extension StackMachine {
    /// What has not been started when the stack is told to stop stays as it is.
    mutating func startWhatCan(_ turn: inout Turn) {
        guard !isStopping else { return }
        for index in services.indices where services[index].phase == .waiting && services[index].isWanted {
            guard services[index].awaited.isEmpty, definitions[index].dependencies.allSatisfy(isMet) else { continue }
            services[index].isOccupied = true
            move(index, to: .starting, &turn)
            let definition = definitions[index]
            turn.setTimer(
                .within, of: index,
                after: definition.isProgram ? max(definition.within, Self.launch) : definition.within)
            turn.actions.append(.start(index))
        }
    }

    mutating func started(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase == .starting else { return }
        services[index].hasRun = true
        let definition = definitions[index]
        if definition.isProgram {
            turn.cancelTimer(.within, of: index)
            turn.setTimer(.within, of: index, after: definition.within)
        }
        if definition.readiness == .exit {
            services[index].phase = .finishing
        } else if definition.hasListeners {
            services[index].phase = .listening
            turn.actions.append(.watchListeners(index))
        } else {
            afterListening(index, &turn)
        }
        // For those that wait for its start alone.
        if services[index].phase.isComing { startWhatCan(&turn) }
    }

    mutating func listening(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase == .listening else { return }
        afterListening(index, &turn)
    }

    private mutating func afterListening(_ index: Int, _ turn: inout Turn) {
        guard definitions[index].readiness == .probe else { return becomeReady(index, &turn) }
        services[index].phase = .probing
        turn.actions.append(.probe(index))
    }

    mutating func becomeReady(_ index: Int, _ turn: inout Turn) {
        services[index].readySince = turn.now
        services[index].hasBeenReady = true
        settle(index, as: .ready, &turn)
    }

    private mutating func settle(_ index: Int, as phase: ServicePhase, _ turn: inout Turn) {
        turn.cancelTimer(.within, of: index)
        move(index, to: phase, &turn)
        startWhatCan(&turn)
    }

    mutating func extend(_ index: Int, _ until: SuspendingClock.Instant, _ turn: inout Turn) {
        turn.cancelTimer(.within, of: index)
        turn.actions.append(.setTimer(StackTimer(.within, of: index), at: until))
    }

    mutating func startFailed(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase == .starting else { return }
        // Nothing runs that would have to be ended.
        services[index].ending = .killed
        // A program that is being built anew is missing for a moment; one that never ran is not there.
        if services[index].hasRun {
            die(index, .couldNotStart, &turn)
        } else {
            fail(index, .couldNotStart, &turn)
        }
    }

    mutating func exited(_ index: Int, _ exit: ProcessExit, remain: Bool, _ turn: inout Turn) {
        guard services[index].isOccupied else { return }
        let phase = services[index].phase
        guard phase.isComing || phase == .ready else { return }
        let definition = definitions[index]
        let mayEnd = definition.readiness == .started || (definition.readiness == .probe && phase == .ready)
        if exit.isSuccess, definition.readiness == .exit {
            settle(index, as: .completed, &turn)
        } else if exit.isSuccess, mayEnd, !definition.hasListeners {
            if definition.restart.restartsAfterSuccess, !remain {
                die(index, .ended(exit), &turn)
            } else {
                settle(index, as: .completed, &turn)
            }
        } else if exit.isSuccess, remain, definition.hasListeners {
            // It has gone into the background, so it lives as long as what it left holds its ports.
            if phase == .ready { turn.actions.append(.confirmListeners(index)) }
        } else {
            die(index, .ended(exit), &turn)
        }
    }

    mutating func fail(_ index: Int, _ cause: FailureCause, _ turn: inout Turn) {
        turn.cancelTimer(.within, of: index)
        move(index, to: .failed(cause), &turn)
        // They will not be started any more, and their reports are to say why.
        for dependent in dependents[index].sorted() where services[dependent].phase == .waiting {
            turn.actions.append(.report(dependent))
        }
        if services[index].isOccupied, services[index].ending == .none { ask(index, &turn) }
    }

    mutating func move(_ index: Int, to phase: ServicePhase, _ turn: inout Turn) {
        guard services[index].phase != phase else { return }
        services[index].phase = phase
        turn.actions.append(.report(index))
    }
}
