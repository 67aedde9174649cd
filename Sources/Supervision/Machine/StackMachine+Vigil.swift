internal import Linux

/// Whether what is ready is still well: health checks, and signs of life.
extension StackMachine {
    enum Ailment: Sendable, Hashable {
        /// Its health checks fail.
        case check
        /// It gives no sign of life.
        case watchdog
    }

    /// What is known of a service's health.
    struct Vigil: Sendable, Hashable {
        /// Failures in a row.
        var failures = 0
        var ailments: Set<Ailment> = []
        var hasHealthTimer = false
        var isExamined = false
        /// What the service has said in place of its definition.
        var watchdog: Duration?
        var hasWatchdogTimer = false
    }

    /// Whether a service that is ready is not well.
    package func isUnwell(_ index: Int) -> Bool { !services[index].vigil.ailments.isEmpty }

    /// Whether it is unwell, or was when it was last given up, for want of a sign of life.
    package func isSilent(_ index: Int) -> Bool { services[index].lastAilment == .watchdog }

    /// It does what makes it ready; with a health check it is so once that has passed.
    mutating func prove(_ index: Int, _ turn: inout Turn) {
        guard let health = definitions[index].health else { return becomeReady(index, &turn) }
        services[index].phase = .proving
        turn.cancelTimer(.within, of: index)
        turn.setTimer(.within, of: index, after: health.proof)
        turn.actions.append(.prove(index))
    }

    mutating func beginVigil(_ index: Int, _ turn: inout Turn) {
        awaitExamination(index, &turn)
        awaitSign(index, &turn)
    }

    mutating func endVigil(_ index: Int, _ turn: inout Turn) {
        let vigil = services[index].vigil
        if vigil.hasHealthTimer { turn.cancelTimer(.health, of: index) }
        if vigil.hasWatchdogTimer { turn.cancelTimer(.watchdog, of: index) }
        services[index].vigil = Vigil()
    }

    private mutating func awaitExamination(_ index: Int, _ turn: inout Turn) {
        guard let health = definitions[index].health else { return }
        services[index].vigil.hasHealthTimer = true
        turn.setTimer(.health, of: index, after: health.interval)
    }

    mutating func examine(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase == .ready else { return }
        services[index].vigil.hasHealthTimer = false
        services[index].vigil.isExamined = true
        turn.actions.append(.examine(index))
    }

    mutating func examined(_ index: Int, isWell: Bool, _ turn: inout Turn) {
        guard services[index].phase == .ready, services[index].vigil.isExamined else { return }
        services[index].vigil.isExamined = false
        awaitExamination(index, &turn)
        if isWell {
            services[index].vigil.failures = 0
            recover(index, from: .check, &turn)
        } else {
            // More of them say nothing new.
            let retries = definitions[index].health?.retries ?? 1
            services[index].vigil.failures = min(services[index].vigil.failures + 1, retries)
            if services[index].vigil.failures >= retries { fallIll(index, .check, &turn) }
        }
    }

    private mutating func awaitSign(_ index: Int, _ turn: inout Turn) {
        guard let pause = services[index].vigil.watchdog ?? definitions[index].watchdog else { return }
        if services[index].vigil.hasWatchdogTimer { turn.cancelTimer(.watchdog, of: index) }
        services[index].vigil.hasWatchdogTimer = true
        turn.setTimer(.watchdog, of: index, after: pause)
    }

    mutating func pinged(_ index: Int, _ turn: inout Turn) {
        guard services[index].phase == .ready, definitions[index].watchdog != nil else { return }
        awaitSign(index, &turn)
        recover(index, from: .watchdog, &turn)
    }

    mutating func setWatchdog(_ index: Int, _ pause: Duration, _ turn: inout Turn) {
        guard services[index].phase.isComing || services[index].phase == .ready, definitions[index].watchdog != nil
        else { return }
        services[index].vigil.watchdog = pause
        if services[index].phase == .ready { awaitSign(index, &turn) }
    }

    /// What can be started again is; what cannot goes on, and may get well.
    mutating func fallIll(_ index: Int, _ ailment: Ailment, _ turn: inout Turn) {
        guard services[index].phase == .ready, services[index].ending == .none else { return }
        services[index].lastAilment = ailment
        if definitions[index].restart != .no, !isStopping { return die(index, .unhealthy, &turn) }
        let isNews = !isUnwell(index)
        services[index].vigil.ailments.insert(ailment)
        if isNews { turn.actions.append(.report(index)) }
    }

    private mutating func recover(_ index: Int, from ailment: Ailment, _ turn: inout Turn) {
        guard services[index].vigil.ailments.remove(ailment) != nil, !isUnwell(index) else { return }
        turn.actions.append(.report(index))
        // What waited for it to be well.
        startWhatCan(&turn)
    }

    /// Others of the service may still run, but not what it said that it is.
    mutating func mainLost(_ index: Int, _ turn: inout Turn) {
        guard services[index].isOccupied else { return }
        let phase = services[index].phase
        if phase.isComing || phase == .ready { die(index, .mainLost, &turn) }
    }
}
