package import Linux
package import StackModel

/// Brings the services of a stack up, watches over them, and ends them, so that nothing of them is left.
package final class Supervisor: Sendable {
    /// Called on the supervision thread, which it must not block: it waits elsewhere, by `await`.
    package typealias Prober = nonisolated(nonsending) @Sendable (ProbeRequest) async -> ProbeOutcome

    private let core: SupervisionCore
    private let thread: EventThread
    private let board: ReportBoard

    /// - Parameters:
    ///   - plans: the services, in the order of the stack file.
    ///   - stateDirectory: the stack's `.devstack`; made when it is missing.
    ///   - wardens: forked early; without them they are forked at the start, and never for in-process services alone.
    ///   - mark: the run's.
    ///   - runsCommands: whether commands run beside the services, so that there is something to find after a kill.
    ///   - prober: asks a service whether it is ready; called again until it passes.
    ///   - sink: takes the lines of all services in batches, on the supervision thread, which it must not block.
    ///   - isBackedUp: whether the sink has more of a service, by the index of its plan, than it can pass on. What the service
    ///     writes is then left in its pipe until `resumeReading`.
    ///   - secrets: gives what of a line is neither kept nor shown.
    ///   - startedAt: the start of the run, from which reports count.
    ///   - observer: told of each change of a service's state, on the supervision thread.
    package init(
        plans: [ServicePlan], stateDirectory: String, wardens: WardenPool? = nil, mark: RunMark = RunMark(),
        runsCommands: Bool = false, prober: @escaping Prober,
        sink: @escaping @Sendable ([LogLine]) -> Void,
        isBackedUp: @escaping @Sendable (Int) -> Bool = { _ in false },
        secrets: @escaping @Sendable () -> SecretMask = { SecretMask() },
        startedAt: SuspendingClock.Instant = .now,
        observer: @escaping @Sendable (ServiceReport) -> Void
    ) throws(SystemError) {
        thread = try EventThread.shared()
        board = ReportBoard(plans: plans, observer: observer)
        core = SupervisionCore(
            thread: thread, plans: plans, statePath: stateDirectory, pool: wardens, prober: prober, sink: sink,
            isBackedUp: isBackedUp, secrets: secrets, startedAt: startedAt, board: board, mark: mark,
            runsCommands: runsCommands)
    }

    /// Begins. What comes of it is told by `whenReady`.
    package func start() {
        Task { await core.begin() }
    }

    /// Waits until all services are ready, the first has failed, or the stack was told to stop.
    ///
    /// A failure does not end the others: that is for `requestStop`.
    package func whenReady() async -> StartOutcome {
        await core.outcome.value()
    }

    /// Waits for the first failure, before or after all were ready; `nil` when the stack was stopped without one.
    package func whenServiceFails() async -> ServiceReport? {
        await core.firstFailure.value()
    }

    /// Waits until nothing runs any more. It never ends without `requestStop` or `forceStop`, or a refusal to start.
    package func whenFinished() async {
        await core.finished.value()
    }

    /// Stops all in reverse order of dependency: the stop signal, the grace period, SIGKILL. From any thread.
    package func requestStop() {
        thread.submit { [core] in core.assumeIsolated { $0.post(.stopRequested) } }
    }

    /// Ends all at once. From any thread.
    package func forceStop() {
        thread.submit { [core] in core.assumeIsolated { $0.post(.forceStop) } }
    }

    /// Waits until the stack has its lock and what an earlier run left is ended; `false` when it was refused, or stopped.
    package func whenClaimed() async -> Bool {
        await core.claimed.value()
    }

    /// Starts, stops or restarts a service, and returns when it has come to rest, with all that is started for it or again
    /// with it: ready, completed, stopped or failed, or in a crash loop.
    ///
    /// - Returns: `nil` when there is no such service.
    package func carryOut(_ request: ServiceRequest, of name: String) async -> ServiceReport? {
        guard let service = board.index(of: name) else { return nil }
        return await core.carryOut(request, of: service)
    }

    /// The names of those that a restart of this service starts again too.
    package func restartedWith(_ name: String) async -> [String] {
        guard let service = board.index(of: name) else { return [] }
        return await core.restartedWith(service).map { board.name(of: $0) }
    }

    /// The names of those that were told to stop by themselves, whether they have or not.
    package func toldToStop() async -> Set<String> {
        Set(await core.toldToStop().map { board.name(of: $0) })
    }

    /// Makes the services what they are to be from now on, and returns when all that this touches has come to rest.
    ///
    /// - Throws: a `SupervisionProblem` when the stack is being stopped, or there is no room for further processes: nothing
    ///   is touched then; and when it is stopped meanwhile.
    package func reload(_ revision: StackRevision) async throws(SupervisionProblem) {
        try await core.reload(revision)
    }

    /// Waits until no service is about to become anything else by itself; a crash loop is at rest.
    package func whenSettled() async {
        await core.settleAll()
    }

    /// How far each service is, in the order of the stack file.
    package func reports() -> [ServiceReport] { board.reports }

    /// What the reader should know beyond that: what an earlier run had left, what an in-process server said.
    package func notes() -> [String] { board.notes }

    /// Takes a line of an in-process server's log, by the index of its plan. From any thread; costs a lock.
    package func log(service: Int, line: [UInt8]) {
        let line = LogLine(service: service, stream: .server, time: LogTime(seconds: WallClock.now()), bytes: line)
        guard board.add(line) else { return }
        thread.submit { [core] in core.assumeIsolated { $0.takeHandedInSoon() } }
    }

    /// The sink has room again for what a service writes, by the index of its plan. From any thread.
    package func resumeReading(of service: Int) {
        thread.submit { [core] in core.assumeIsolated { $0.resumeOutputs(of: service) } }
    }

    /// Waits until the sink has taken every line that was handed in before.
    package func settleLog() async {
        await core.takeHandedIn()
    }
}
