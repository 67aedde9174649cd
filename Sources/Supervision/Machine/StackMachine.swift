internal import Linux

/// What is to happen to the services of a stack, whatever happens to them: pure, `event, now -> actions`.
///
/// Services are numbered as in the stack file. Whatever is not ordered by a dependency goes side by side.
package struct StackMachine: Sendable, Hashable {
    /// What the machine must know of a service.
    package struct Definition: Sendable, Hashable {
        package enum Readiness: Sendable, Hashable {
            case started
            case probe
            case exit
        }

        package var dependencies: [Int]
        /// Whether its own processes must hold ports.
        package var hasListeners: Bool
        package var readiness: Readiness
        /// From when its program runs, or, without one, from when it is started.
        package var within: Duration
        /// Whether it runs as a program of its own.
        package var isProgram: Bool
        package var grace: Duration

        package init(
            dependencies: [Int] = [], hasListeners: Bool = false, readiness: Readiness = .started,
            within: Duration = .seconds(30), isProgram: Bool = false, grace: Duration = .seconds(10)
        ) {
            self.dependencies = dependencies
            self.hasListeners = hasListeners
            self.readiness = readiness
            self.within = within
            self.isProgram = isProgram
            self.grace = grace
        }
    }

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
        var mainHasEnded = false
    }

    /// How long after SIGKILL a process is given up: it sleeps in the kernel, or belongs to another user.
    static let patience = Duration.seconds(5)
    /// How long a program may take until it runs: what a busy machine takes is not the program's to answer for.
    static let launch = Duration.seconds(30)

    let definitions: [Definition]
    /// For each service all that cannot do without it, directly or not.
    let dependents: [Set<Int>]
    var services: [ServiceState]
    var isStopping = false
    package private(set) var isFinished = false

    package init(_ definitions: [Definition]) {
        self.definitions = definitions
        services = definitions.map { _ in ServiceState() }
        var dependents = definitions.map { _ in Set<Int>() }
        func note(_ dependent: Int, below index: Int) {
            for dependency in definitions[index].dependencies where dependents[dependency].insert(dependent).inserted {
                note(dependent, below: dependency)
            }
        }
        for index in definitions.indices { note(index, below: index) }
        self.dependents = dependents
    }

    package var phases: [ServicePhase] { services.map(\.phase) }
    package func isOccupied(_ index: Int) -> Bool { services[index].isOccupied }
    package var areAllSatisfied: Bool { services.allSatisfy { $0.phase.isSatisfied } }

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
        case .listenersLost(let index): if services[index].phase == .ready { fail(index, .listenersLost, &turn) }
        case .exited(let index, let exit, let remain): exited(index, exit, remain: remain, &turn)
        case .gone(let index): gone(index, &turn)
        case .wardenLost(let index): wardenLost(index, &turn)
        case .timer(let timer): fired(timer, &turn)
        case .stopRequested: isStopping = true
        case .forceStop: forceStop(&turn)
        }
        if isStopping { stopWhatCan(&turn) }
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
