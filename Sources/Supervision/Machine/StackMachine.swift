/// What is to happen to the services of a stack, whatever happens to them: pure, `event, now -> actions`.
///
/// Services are numbered as in the stack file. Whatever is not ordered by a dependency goes side by side.
package struct StackMachine: Sendable, Hashable {
    enum Ending: Sendable, Hashable {
        case none
        case asked
        case killed
    }

    struct ServiceState: Sendable, Hashable {
        var phase = ServicePhase.waiting
        /// Something of it may run.
        var isOccupied = false
        var ending = Ending.none
        /// Whether it is to run: not so once it was told to stop by itself.
        var isWanted = true
        /// It is to end, after what is to end too and needs it.
        var isGoing = false
        /// It is started again once it has gone.
        var startsAgain = false
        /// It has run before, so that its program can be started.
        var hasRun = false
        var hasBeenReady = false
        /// How often in a row it ended by itself before it had been well for a while.
        var deaths = 0
        var readySince: SuspendingClock.Instant?
        /// What it becomes once it has gone.
        var next: Definition?
        /// Services whose present run must end before it is started.
        var awaited: Set<Int> = []
    }

    /// How long after SIGKILL a process is given up: it sleeps in the kernel, or belongs to another user.
    static let patience = Duration.seconds(5)
    /// How long a program may take until it runs: what a busy machine takes is not the program's to answer for.
    static let launch = Duration.seconds(30)

    package internal(set) var definitions: [Definition]
    /// For each service all that cannot do without it, directly or not.
    var dependents: [Set<Int>]
    var services: [ServiceState]
    var isStopping = false
    /// Of the jitter.
    let seed: UInt64
    package private(set) var isFinished = false

    /// - Parameter seed: of the jitter by which restarts keep out of each other's step.
    package init(_ definitions: [Definition], seed: UInt64 = 0) {
        self.definitions = definitions
        self.seed = seed
        services = definitions.map { _ in ServiceState() }
        dependents = Self.dependents(definitions)
    }

    static func dependents(_ definitions: [Definition]) -> [Set<Int>] {
        var dependents = definitions.map { _ in Set<Int>() }
        func note(_ dependent: Int, below index: Int) {
            for dependency in definitions[index].dependencies
            where dependents[dependency.index].insert(dependent).inserted {
                note(dependent, below: dependency.index)
            }
        }
        for index in definitions.indices { note(index, below: index) }
        return dependents
    }

    package var phases: [ServicePhase] { services.map(\.phase) }
    package func isOccupied(_ index: Int) -> Bool { services[index].isOccupied }
    package func isWanted(_ index: Int) -> Bool { services[index].isWanted }

    /// Whether all that is to run does, or has done what it is for.
    ///
    /// What waits for a service that was told to stop is not waited for.
    package var areAllSatisfied: Bool {
        services.indices.allSatisfy { index in
            let state = services[index]
            return !state.isWanted || state.phase.isSatisfied || (state.phase == .waiting && waitsForStopped(index))
        }
    }

    private func waitsForStopped(_ index: Int) -> Bool {
        definitions[index].dependencies.contains { dependency in
            !services[dependency.index].isWanted
                || (services[dependency.index].phase == .waiting && waitsForStopped(dependency.index))
        }
    }

    /// How often in a row a service ended by itself before it had been well for a while.
    package func deaths(of index: Int) -> Int { services[index].deaths }

    /// What follows from an event; one that no longer fits, such as a timer that was just too late to cancel, changes nothing.
    package mutating func handle(_ event: StackEvent, now: SuspendingClock.Instant) -> [StackAction] {
        if isFinished { return [] }
        var turn = Turn(now: now)
        switch event {
        case .begin: startWhatCan(&turn)
        case .portTaken(let index): if services[index].phase == .waiting { fail(index, .portTaken, &turn) }
        case .started(let index): started(index, &turn)
        case .startFailed(let index): startFailed(index, &turn)
        case .listening(let index): listening(index, &turn)
        case .probePassed(let index): if services[index].phase == .probing { becomeReady(index, &turn) }
        case .extended(let index, let until): if services[index].phase.isComing { extend(index, until, &turn) }
        case .listenersLost(let index): if services[index].phase == .ready { die(index, .listenersLost, &turn) }
        case .exited(let index, let exit, let remain): exited(index, exit, remain: remain, &turn)
        case .gone(let index): gone(index, &turn)
        case .wardenLost(let index): wardenLost(index, &turn)
        case .timer(let timer): fired(timer, &turn)
        case .startService(let index): if !isStopping { startService(index, &turn) }
        case .stopService(let index): if !isStopping { stopService(index, &turn) }
        case .restartService(let index): if !isStopping { restartService(index, &turn) }
        case .reload(let change): if !isStopping { reload(change, &turn) }
        case .stopRequested: isStopping = true
        case .forceStop: forceStop(&turn)
        }
        stopWhatCan(&turn)
        if isStopping, !services.contains(where: \.isOccupied) {
            isFinished = true
            turn.actions.append(.finished)
        }
        return turn.actions
    }
}

extension StackMachine {
    /// The actions of one event, as they come together.
    struct Turn {
        let now: SuspendingClock.Instant
        var actions: [StackAction] = []

        mutating func setTimer(_ kind: StackTimer.Kind, of index: Int, after duration: Duration) {
            actions.append(.setTimer(StackTimer(kind, of: index), at: now + duration))
        }

        mutating func cancelTimer(_ kind: StackTimer.Kind, of index: Int) {
            actions.append(.cancelTimer(StackTimer(kind, of: index)))
        }
    }
}
