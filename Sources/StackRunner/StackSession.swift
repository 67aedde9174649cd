import Checking
internal import Diagnostics
import Linux
import NIOCore
import NIOPosix
internal import StackModel
import Supervision

/// The stack while it runs: its services come up, its checks are made, and it stops again.
struct StackSession: Sendable {
    let stack: Stack
    let options: RunOptions
    let console: Console
    let startedAt: ContinuousClock.Instant
    let ports: PortChooser
    let attendant: (any StackAttendant)?
    let writer: ReportWriter

    /// -> services -> readiness -> checks, and all of it down again.
    ///
    /// - Returns: what is to be done instead, since another devstack runs the stack.
    func run(_ report: inout RunReport, stopSignals: StopSignals) async -> RunOptions.Alternative? {
        // The dead of other sessions are nobody else's to take note of.
        if InitProcess.isThis { try? Adoption.begin() }
        var alternative: RunOptions.Alternative?
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        do throws(Diagnostic) {
            let parts = try SessionParts(
                stack: stack, showsLogs: options.showLogs, judgingTime: options.judgingTime, console: console,
                startedAt: startedAt, ports: ports, group: group)
            console.show(parts.findings)
            report.diagnostics += parts.findings
            alternative = await run(parts, &report, stopSignals.trapped())
            await parts.checks.shutdown()
            report = report.masked(by: parts.current.secrets)
        } catch {
            console.show([error])
            report.exitStatus = .serviceFailed
            report.diagnostics.append(error)
            conclude(&report)
        }
        try? await group.shutdownGracefully()
        return alternative
    }

    private func run(
        _ parts: SessionParts, _ report: inout RunReport, _ stopSignals: StopSignals.Trapped
    ) async -> RunOptions.Alternative? {
        let interruption = Occurrence<StopSignal>()
        console.terminal.beginQueue(givingUpOn: interruption)
        // A stack that is to end does not wait for a reader that does not read.
        parts.isStopped.onFirst { console.terminal.giveUp() }
        return await withTaskGroup(of: Void.self) { tasks in
            console.terminal.onReaderGone {
                // Nobody sees what it says any more: the same as a terminal that was closed.
                if options.goal == .up, interruption.happen(.hangup) { parts.supervisor.requestStop() }
            }
            let renewal = watchCertificates(report.certificates)
            defer { renewal?.stop() }
            let reloading = StackReload(parts, options: options, console: console, renewal: renewal)
            tasks.addTask {
                await stopSignals.forEach { signal in
                    console.interrupted()
                    if interruption.happen(signal) {
                        parts.supervisor.requestStop()
                    } else {
                        parts.supervisor.forceStop()
                        console.terminal.giveUp(afterStallOf: .milliseconds(300))
                    }
                }
            }
            let alternative = await carryOut(parts, StackHandle(parts, reloading: reloading), interruption, &report)
            await console.terminal.endQueue()
            tasks.cancelAll()
            return alternative
        }
    }

    /// Only of a stack that stays up. Without an alarm there is still a look at each handshake.
    private func watchCertificates(_ reports: [CertificateReport]) -> RenewalWatch? {
        guard options.goal == .up else { return nil }
        let watch = RenewalWatch(store: stack.certificateStore) { [console] renewed, diagnostics in
            console.show(renewed)
            console.show(diagnostics)
        }
        if !stack.certificates.isEmpty { watch.watch(stack.certificateStore, reports) }
        return watch
    }

    private func carryOut(
        _ parts: SessionParts, _ handle: StackHandle, _ interruption: Occurrence<StopSignal>,
        _ report: inout RunReport
    ) async -> RunOptions.Alternative? {
        if options.isDetached { Detachment.begin() }
        console.show(notes: stack.notesOnDefects + stack.notesOnPorts)
        console.begin(parts.supervisor.reports())
        let askedToStop = Occurrence<Duration>()
        interruption.onFirst { askedToStop.happen(startedAt.duration(to: .now)) }
        parts.isStopped.onFirst { askedToStop.happen(startedAt.duration(to: .now)) }
        let began = startedAt.duration(to: .now)
        parts.supervisor.start()
        if await parts.supervisor.whenClaimed() { await tellOthers(parts, handle) }
        var isConcluded = false
        let outcome = await console.animated { await parts.supervisor.whenReady() }
        report.stages.append(RunStage(.services, from: began, to: startedAt.duration(to: .now)))
        switch outcome {
        case .ready:
            console.show(notes: notes(of: parts))
            await check(parts, interruption, &report)
            let isAskedToStop = interruption.value != nil || parts.isStopped.value != nil
            if options.goal == .up, report.exitStatus != .serviceFailed, !isAskedToStop {
                await parts.supervisor.settleLog()
                console.settle()
                conclude(&report, parts, staysUp: true)
                let isWritten = writeReports(of: report, parts)
                isConcluded = true
                parts.relay.forget()
                if options.isDetached {
                    parts.relay.hide()
                    await console.terminal.flush()
                    console.terminal.becomeLog()
                    Detachment.finish(
                        isWritten || report.exitStatus != .success ? report.exitStatus : .internalFault,
                        log: stack.stateDirectory + "/up.log")
                }
                ResidentMemory.releaseIdle()
                if await parts.supervisor.whenServiceFails() != nil { report.exitStatus = .serviceFailed }
            }
        case .failed: report.exitStatus = .serviceFailed
        case .refused(let problem):
            if problem.isRunElsewhere, let alternative = await alternative(unless: interruption) {
                console.withdraw()
                return alternative
            }
            report.exitStatus = .serviceFailed
            let diagnostic = Diagnostic.refusedStart(problem)
            report.diagnostics.append(diagnostic)
            report.services = parts.supervisor.reports()
            report.notes = notes(of: parts)
            console.settle()
            console.show(notes: report.notes)
            console.show([diagnostic])
            conclude(&report)
            return nil
        case .stopped: break
        }
        report.services = parts.supervisor.reports()
        let stoppingAt = max(askedToStop.value ?? startedAt.duration(to: .now), report.stages.last?.to ?? .zero)
        await console.whileStopping {
            parts.supervisor.requestStop()
            await parts.supervisor.whenFinished()
        }
        report.stages.append(RunStage(.stopping, from: stoppingAt, to: startedAt.duration(to: .now)))
        finish(parts, interruption, &report)
        if options.isDetached, !isConcluded { noteUnfinishedStart(parts, interruption, &report) }
        // A service that died since is news; that all went well was said.
        if !isConcluded || report.exitStatus == .serviceFailed { conclude(&report, parts) }
        return nil
    }

    /// What is to be done where another devstack runs the stack; a signal ends the wait for it.
    private func alternative(unless interruption: Occurrence<StopSignal>) async -> RunOptions.Alternative? {
        guard let elsewhere = options.elsewhere else { return nil }
        let waiting = Task { await elsewhere() }
        interruption.onFirst { waiting.cancel() }
        let alternative = await waiting.value
        return interruption.value == nil ? alternative : nil
    }

    /// What other devstacks are to know of this one.
    private func tellOthers(_ parts: SessionParts, _ handle: StackHandle) async {
        do throws(SystemError) {
            try ports.record.keep(in: stack.stateDirectory)
        } catch {
            console.show(remark: PortRecord.words(forLost: error))
        }
        if let problem = await attendant?.attend(handle) { console.show(remark: problem) }
    }

    /// The reports of the start and of the checks: the stack may stay up for days.
    private func writeReports(of report: RunReport, _ parts: SessionParts) -> Bool {
        var report = report
        report.services = parts.supervisor.reports()
        report.notes = notes(of: parts)
        let problems = writer.write(report.masked(by: parts.current.secrets), to: options.reports, isFinal: false)
        console.complain(problems)
        return problems.isEmpty
    }

    private func notes(of parts: SessionParts) -> [String] {
        stack.notesOnDefects + stack.notesOnPorts + parts.supervisor.notes()
    }

    /// Makes the checks until they are made, a service fails, or someone asks to stop.
    private func check(
        _ parts: SessionParts, _ interruption: Occurrence<StopSignal>, _ report: inout RunReport
    ) async {
        let checks = stack.checks
        let progress = CheckProgress(count: checks.count, console: console)
        let began = startedAt.duration(to: .now)
        let work = Task { await parts.checks.run(checks, since: startedAt) { _, _ in progress.advance() } }
        interruption.onFirst { work.cancel() }
        parts.failure.onFirst { work.cancel() }
        parts.isStopped.onFirst { work.cancel() }
        report.checks = await work.value
        report.stages.append(RunStage(.checks, from: began, to: startedAt.duration(to: .now)))
        if parts.supervisor.reports().contains(where: { isDown($0) }) { report.exitStatus = .serviceFailed }
        report.settleStatus(needsChecks: options.goal == .check)
    }

    /// A stack that stays up has time to start a service again.
    private func isDown(_ service: ServiceReport) -> Bool {
        service.state == .failed || (options.goal == .check && service.state == .unhealthy)
            || (options.goal == .check && service.state == .restarting)
    }

    /// What became of the services while the stack stopped, and the status that follows from it.
    private func finish(
        _ parts: SessionParts, _ interruption: Occurrence<StopSignal>, _ report: inout RunReport
    ) {
        report.duration = startedAt.duration(to: .now)
        report.notes = notes(of: parts)
        if options.goal == .check { report.notes += parts.supervisor.reports().compactMap(\.restartNote) }
        // What failed while it stopped, or since, replaces how it was when the checks were done.
        let ended = Dictionary(
            parts.supervisor.reports().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for index in report.services.indices {
            guard let service = ended[report.services[index].name] else { continue }
            report.services[index].lives = service.lives
            report.services[index].livesLeftOut = service.livesLeftOut
            if service.state.isRed { report.services[index] = service }
        }
        // One that stays up may get well again before its end.
        if report.services.contains(where: \.state.isRed) { report.exitStatus = .serviceFailed }
        if let signal = interruption.value, options.goal == .check, report.exitStatus != .serviceFailed {
            report.exitStatus = signal.exitStatus
        }
        console.settle()
        console.show(notes: report.notes)
    }

    /// Whoever waits for the stack must not take it for one that is up.
    private func noteUnfinishedStart(
        _ parts: SessionParts, _ interruption: Occurrence<StopSignal>, _ report: inout RunReport
    ) {
        guard report.exitStatus == .success || report.exitStatus == .checkFailed else { return }
        if let signal = interruption.value {
            report.exitStatus = signal.exitStatus
        } else if parts.isStopped.value != nil {
            report.exitStatus = .serviceFailed
            console.show(remark: "it was stopped by `devstack down` before it was up")
        }
    }

    private func conclude(_ report: inout RunReport, _ parts: SessionParts? = nil, staysUp: Bool = false) {
        for index in report.checks.indices where report.checks[index].serverLog.isEmpty {
            report.checks[index].serverLog = parts?.relay.lines(for: report.checks[index]) ?? []
        }
        report.duration = startedAt.duration(to: .now)
        console.conclude(report, stay: !staysUp ? .ended : options.isDetached ? .detached : .here)
    }
}
