package import NIOCore
package import StackModel

/// Makes a stack's checks and says what came of them.
package final class CheckRunner: Sendable {
    /// Told of each result as it comes, with the check's place in the list; from any thread, one call at a time a check.
    package typealias Observer = @Sendable (Int, CheckResult) -> Void

    /// How many exchanges are under way at once: more would measure each other's waiting.
    static let requestWidth = 64
    /// How many commands are: each is a process at least, and some are interpreters.
    static let commandWidth = 4

    let client: HTTPClient
    let environment: CheckEnvironment
    /// Read when a check uses a name that it may have to say.
    let hostsFile: @Sendable () -> HostsFile

    /// - Parameter group: carries the connections, and is the caller's to shut down, after `shutdown()`.
    package convenience init(environment: CheckEnvironment, group: any EventLoopGroup) {
        self.init(environment: environment, group: group, hostsFile: HostsFile.ofThisMachine)
    }

    init(environment: CheckEnvironment, group: any EventLoopGroup, hostsFile: @escaping @Sendable () -> HostsFile) {
        self.hostsFile = hostsFile
        self.environment = environment
        self.client = HTTPClient(environment: environment, group: group)
    }

    /// Makes the checks side by side, and gives their results in the order of the checks.
    ///
    /// When the task is cancelled, what is under way is ended, and it and all that follows count as skipped.
    ///
    /// - Parameter epoch: the start of the run, from which results count.
    package func run(
        _ checks: [Check], since epoch: ContinuousClock.Instant = .now, observer: @escaping Observer = { _, _ in }
    ) async -> [CheckResult] {
        let commands = checks.indices.filter { checks[$0].isCommand }
        let requests = checks.indices.filter { !checks[$0].isCommand }
        let notes = notesOnNames(of: checks)
        async let ofCommands = run(commands, of: checks, [:], epoch, width: Self.commandWidth, observer)
        async let ofRequests = run(requests, of: checks, notes, epoch, width: Self.requestWidth, observer)
        return await (ofCommands + ofRequests).sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Closes the connections that are kept for further checks.
    package func shutdown() async { await client.shutdown() }

    private func run(
        _ indices: [Int], of checks: [Check], _ notes: [Int: String], _ epoch: ContinuousClock.Instant, width: Int,
        _ observer: @escaping Observer
    ) async -> [(Int, CheckResult)] {
        await withTaskGroup(of: (Int, CheckResult).self) { group in
            var results: [(Int, CheckResult)] = []
            var remaining = indices[...]
            func startNext() {
                guard let index = remaining.popFirst() else { return }
                group.addTask {
                    let result = await self.run(checks[index], note: notes[index], epoch)
                    observer(index, result)
                    return (index, result)
                }
            }
            for _ in 0..<width { startNext() }
            for await result in group {
                results.append(result)
                startNext()
            }
            return results
        }
    }

    private func run(_ check: Check, note: String?, _ epoch: ContinuousClock.Instant) async -> CheckResult {
        var result = CheckResult(
            name: check.name.value, location: check.name.location, verdict: .passed, duration: .zero)
        if let obstacle = check.obstacle {
            result.verdict = .skipped(obstacle)
            return result
        }
        if Task.isCancelled {
            result.verdict = .skipped("the run was interrupted before it")
            return result
        }
        let start = ContinuousClock.now
        result.startedAfter = start - epoch
        let mismatches: [Mismatch]
        switch check.action.value {
        case .request(let request): mismatches = await make(request, of: check, &result)
        case .command(let command): mismatches = await make(command, of: check)
        }
        if let note { result.notes.append(note) }
        result.duration = .now - start
        result.verdict = mismatches.isEmpty ? .passed : .failed(mismatches)
        // What was ended by us says nothing about the stack.
        if Task.isCancelled, !mismatches.isEmpty { result.verdict = .skipped("the run was interrupted during it") }
        return result.masked(by: secrets(of: check))
    }

    private func secrets(of check: Check) -> SecretMask {
        if case .request(let request) = check.action.value { return client.secrets(of: request) }
        return environment.secrets
    }

    private func make(
        _ request: RequestSpecification, of check: Check, _ result: inout CheckResult
    ) async -> [Mismatch] {
        // A connection that was judged for another check must not answer for one that is about failing.
        var exchange = await client.exchange(
            request, timeout: check.timeout, judgingTime: environment.judgingTime,
            isIsolated: check.expect.failure != nil)
        if case .failure(let failure) = exchange.result,
            failure.cause != check.expect.failure.map({ .reason($0.value) })
        {
            exchange.record.explanation = explanation(
                of: failure, request, at: check.name.location, as: environment.judgingTime)
        }
        result.exchange = exchange.record
        if request.url.isSecure, request.trust == .none {
            result.notes.append("the server's certificate was not verified (trust: none)")
        }
        var judge = Judge(check.expect, at: check.action.location)
        judge.judge(exchange, of: request)
        return judge.mismatches
    }

    private func make(_ command: CommandSpecification, of check: Check) async -> [Mismatch] {
        var command = command
        let own = Set(command.environment.map(\.name))
        command.environment =
            environment.childEnvironment.filter { !own.contains($0.name) } + command.environment
        let outcome = await environment.commandRunner(command, check.timeout)
        var judge = Judge(check.expect, at: check.action.location)
        judge.judge(outcome, timeout: check.timeout)
        return judge.mismatches
    }
}

extension Check {
    fileprivate var isCommand: Bool {
        if case .command = action.value { true } else { false }
    }
}
