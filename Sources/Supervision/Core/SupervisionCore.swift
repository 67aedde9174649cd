internal import Linux
internal import StackModel

/// Turns what happens into the machine's events, and its actions into what is done. Lives on the supervision thread.
actor SupervisionCore {
    nonisolated let thread: EventThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    nonisolated let outcome = Latch<StartOutcome>()
    nonisolated let firstFailure = Latch<ServiceReport?>()
    nonisolated let finished = Latch<Void>()
    nonisolated let claimed = Latch<Bool>()
    nonisolated let board: ReportBoard

    var plans: [ServicePlan]
    /// By index: what a reload makes of services once they have ended.
    var revised: [Int: ServicePlan] = [:]
    let prober: Supervisor.Prober
    let isBackedUp: @Sendable (Int) -> Bool
    let statePath: String
    let startedAt: SuspendingClock.Instant

    var machine: StackMachine
    var runs: [ServiceRun]
    var book: LogBook
    var pool: WardenPool?
    var folder: StateFolder?
    var record: RunRecord
    let runsCommands: Bool
    var recordIsDue = false
    var hasBeenUp = false
    /// Who waits for a service to come to rest.
    var settling: [(service: Int, continuation: CheckedContinuation<Void, Never>)] = []
    var sessionWatch = SessionWatch()
    /// Whether the record that is there names processes of an earlier run which may live.
    var earlierMayLive = false
    var timers: [StackTimer: EventThread.Token] = [:]
    var watch = ListenerWatch()
    let sweep: LeftoverSweep
    var buffer = [UInt8](repeating: 0, count: 65_536)
    private var pending: [StackEvent] = []
    private var isHandling = false

    init(
        thread: EventThread, plans: [ServicePlan], statePath: String, pool: WardenPool?,
        prober: @escaping Supervisor.Prober,
        sink: @escaping @Sendable ([LogLine]) -> Void, isBackedUp: @escaping @Sendable (Int) -> Bool,
        secrets: @escaping @Sendable () -> SecretMask = { SecretMask() },
        startedAt: SuspendingClock.Instant, board: ReportBoard, mark: RunMark, runsCommands: Bool
    ) {
        record = RunRecord(boot: "", mark: mark)
        self.runsCommands = runsCommands
        self.startedAt = startedAt
        self.thread = thread
        self.plans = plans
        self.statePath = statePath
        self.pool = pool
        self.prober = prober
        self.isBackedUp = isBackedUp
        self.board = board
        sweep = LeftoverSweep(thread: thread, mark: mark)
        machine = StackMachine(plans.map(StackMachine.Definition.init), seed: .random(in: 0...(.max)))
        runs = plans.map { ServiceRun(of: $0) }
        book = LogBook(folder: statePath + "/logs", plans: plans, sink: sink, secrets: secrets)
    }

    /// Puts what has happened to the machine, and does what it says. What happens meanwhile waits its turn.
    func post(_ events: StackEvent...) { post(events) }

    func post(_ events: [StackEvent]) {
        pending += events
        guard !isHandling else { return }
        isHandling = true
        while !pending.isEmpty {
            let event = pending.removeFirst()
            note(event)
            for action in machine.handle(event, now: .now) { perform(action) }
        }
        isHandling = false
        if machine.areAllSatisfied, !machine.isStopping {
            hasBeenUp = true
            outcome.set(.ready)
        }
        let failed = runs.filter { !$0.isAskedFor }.map(\.report).filter { $0.state == .failed }
        if let first = failed.first {
            outcome.set(.failed(failed))
            firstFailure.set(first)
        }
        if machine.isFinished { finish() }
        if !settling.isEmpty { tellSettled() }
    }

    private func perform(_ action: StackAction) {
        switch action {
        case .start(let index): start(index)
        case .adopt(let index, let whileItRuns): adopt(index, whileItRuns: whileItRuns)
        case .watchListeners(let index): watchListeners(of: index)
        case .confirmListeners(let index): confirmListeners(of: index)
        case .probe(let index): probe(index)
        case .prove(let index): prove(index)
        case .examine(let index): examine(index)
        case .stop(let index): stop(index)
        case .kill(let index): kill(index)
        case .setTimer(let timer, let deadline):
            if timer.kind == .within || timer.kind == .grace { runs[timer.service].deadline = deadline }
            timers[timer] = thread.schedule(at: deadline) { [self] in
                assumeIsolated { core in
                    core.timers[timer] = nil
                    core.post(.timer(timer))
                }
            }
        case .cancelTimer(let timer):
            if let token = timers.removeValue(forKey: timer) { thread.cancel(token) }
        case .report(let index): report(index)
        case .finished: break
        }
    }

    private func start(_ index: Int) {
        let isFirst = !runs[index].hasStarted
        if !isFirst { runs[index].beginAnew() }
        runs[index].hasStarted = true
        runs[index].report.startedAfter = startedAt.duration(to: .now)
        beginLife(of: index)
        // Somebody may have taken its port while it was down.
        if !isFirst || runs[index].isLate, let conflict = takenPort(of: index) {
            runs[index].startProblem = conflict
            post(.startFailed(index), .gone(index))
            return
        }
        switch plans[index].run {
        case .process(let process): start(index, process)
        case .inProcess(let service): start(index, service)
        }
    }

    private func stop(_ index: Int) {
        switch plans[index].run {
        case .process: runs[index].warden?.signal(plans[index].stopSignal)
        case .inProcess(let service): stop(index, service, grace: plans[index].gracePeriod)
        }
    }

    private func kill(_ index: Int) {
        switch plans[index].run {
        case .process: runs[index].warden?.killAll()
        case .inProcess(let service): abandon(index, service)
        }
    }

    private func report(_ index: Int) {
        let phase = machine.phases[index]
        var isFailed = false
        if case .failed = phase { isFailed = true }
        // One that was unwell to the end of the stack is not just stopped.
        let isEndingUnwell = machine.isStopping && runs[index].report.state == .unhealthy && !isFailed
        runs[index].report.state = machine.isUnwell(index) || isEndingUnwell ? .unhealthy : phase.reported
        reportHealth(of: index)
        if phase.isSatisfied, runs[index].report.readyAfter == nil {
            runs[index].report.readyAfter = startedAt.duration(to: .now)
            runs[index].readyAt = .now
            if plans[index].isProcess { noteSessionsSoon() }
        }
        if case .failed(let cause) = phase {
            if let ready = runs[index].readyAt, ready.duration(to: .now) >= StackMachine.settled {
                runs[index].isAskedFor = false
            }
            let problem = diagnosis(of: index, cause)
            runs[index].report.failure = problem.message
            runs[index].report.remedy = problem.remedy
            runs[index].report.lastLines = book.lastLines(of: index)
        }
        if case .restarting(let cause) = phase {
            runs[index].report.restarts += 1
            runs[index].report.failure = restartWords(of: index, after: cause)
            runs[index].report.lastLines = book.lastLines(of: index)
        }
        closePortsIfEnded(of: index)
        if phase == .waiting { runs[index].report.failure = obstacle(of: index) }
        noteTurn(of: index, phase)
        board.put(runs[index].report, at: index)
        if !phase.isComing { endProbing(index) }
    }

    func take(_ lines: [LogLine]) {
        let known = book.problems.count
        book.take(lines)
        for problem in book.problems[known...] { board.note(problem) }
    }

    /// Takes what in-process servers have handed in: at once, or, while they hand in much, a batch each few milliseconds,
    /// since each time costs them a change of threads.
    func takeHandedInSoon() {
        let due = handedInTakenAt + .milliseconds(5)
        if due <= .now { return takeHandedIn() }
        thread.schedule(at: due) { [self] in assumeIsolated { $0.takeHandedIn() } }
    }

    /// Takes what in-process servers have handed in so far.
    func takeHandedIn() {
        handedInTakenAt = .now
        take(board.takeLines())
    }

    private var handedInTakenAt = SuspendingClock.now - .seconds(1)
    private var isClosed = false

    private func finish() {
        guard !isClosed else { return }
        isClosed = true
        Task {
            await probesEnded()
            close()
        }
    }

    /// Lets go of everything. What was given up as unendable keeps its warden, and its line in the record.
    private func close() {
        take(board.takeLines())
        for token in timers.values { thread.cancel(token) }
        timers = [:]
        if let token = sessionWatch.token { thread.cancel(token) }
        for index in runs.indices {
            closeOutputs(of: index)
            closeNotifySocket(of: index)
            runs[index].sockets = []
            if let token = runs[index].wardenToken { thread.unwatch(token) }
            if machine.phases[index] == .failed(.unendable) { continue }
            runs[index].warden?.dismiss()
            runs[index].warden = nil
        }
        pool = nil
        if !earlierMayLive, !machine.phases.contains(.failed(.unendable)) { folder?.removeRecord() }
        folder = nil
        claimed.set(false)
        outcome.set(.stopped)
        firstFailure.set(nil)
        finished.set(())
    }
}

extension StackMachine.Definition {
    init(_ plan: ServicePlan) {
        let readiness: Readiness =
            switch plan.readiness {
            case .started, .listen: .started
            case .http, .tls, .log, .notify, .command: .probe
            case .exit: .exit
            }
        var hasListeners = false
        // An in-process server's start returns once it listens.
        if case .process = plan.run { hasListeners = plan.listeners.contains(where: \.isRequired) }
        self.init(
            dependencies: plan.dependencies, hasListeners: hasListeners, readiness: readiness, within: plan.within,
            isProgram: plan.isProcess, grace: plan.gracePeriod, restart: plan.restart,
            health: plan.healthCheck.map { .init(interval: $0.interval, retries: $0.retries, proof: $0.proof) },
            watchdog: plan.watchdog)
    }
}
