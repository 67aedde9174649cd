import Checking
import Diagnostics
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

    /// -> services -> readiness -> checks, and all of it down again.
    func run(_ report: inout RunReport, stopSignals: StopSignals) async {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let parts: SessionParts
        do {
            parts = try SessionParts(session: self, group: group)
        } catch {
            report.exitStatus = .serviceFailed
            report.diagnostics.append(error)
            console.show([error])
            conclude(&report)
            return
        }
        let interruption = Interruption()
        await withTaskGroup(of: Void.self) { tasks in
            console.terminal.onReaderGone {
                // Nobody sees what it says any more: the same as a terminal that was closed.
                if options.goal == .up, interruption.receive(.hangup) { parts.supervisor.requestStop() }
            }
            tasks.addTask {
                await stopSignals.forEach { signal in
                    console.interrupted()
                    if interruption.receive(signal) {
                        parts.supervisor.requestStop()
                    } else {
                        parts.supervisor.forceStop()
                    }
                }
            }
            await carryOut(parts, interruption, &report)
            tasks.cancelAll()
        }
        await parts.checks.shutdown()
        try? await group.shutdownGracefully()
    }

    private func carryOut(_ parts: SessionParts, _ interruption: Interruption, _ report: inout RunReport) async {
        console.begin(parts.supervisor.reports())
        parts.supervisor.start()
        switch await console.animated({ await parts.supervisor.whenReady() }) {
        case .ready:
            console.show(notes: parts.supervisor.notes())
            await check(parts, interruption, &report)
            if options.goal == .up, report.exitStatus != .serviceFailed, interruption.signal == nil {
                report.duration = startedAt.duration(to: .now)
                await parts.supervisor.settleLog()
                attachServerLog(&report, parts)
                parts.relay.forget()
                console.settle()
                console.conclude(report, staysUp: true)
                ResidentMemory.releaseIdle()
                if await parts.supervisor.whenServiceFails() != nil { report.exitStatus = .serviceFailed }
            }
        case .failed: report.exitStatus = .serviceFailed
        case .refused(let problem):
            report.exitStatus = .serviceFailed
            let diagnostic = Diagnostic("S001", problem.message, remedy: problem.remedy)
            report.diagnostics.append(diagnostic)
            report.services = parts.supervisor.reports()
            console.settle()
            console.show([diagnostic])
            conclude(&report)
            return
        case .stopped: break
        }
        report.services = parts.supervisor.reports()
        await console.whileStopping {
            parts.supervisor.requestStop()
            await parts.supervisor.whenFinished()
        }
        report.notes = parts.supervisor.notes()
        finish(parts, interruption, &report)
    }

    /// Makes the checks until they are made, a service fails, or someone asks to stop.
    private func check(_ parts: SessionParts, _ interruption: Interruption, _ report: inout RunReport) async {
        let checks = stack.checks
        let progress = CheckProgress(count: checks.count, console: console)
        let work = Task { await parts.checks.run(checks) { _, _ in progress.advance() } }
        interruption.onFirst { work.cancel() }
        parts.onServiceFailure { work.cancel() }
        report.checks = await work.value
        if parts.supervisor.reports().contains(where: { $0.state == .failed }) { report.exitStatus = .serviceFailed }
        settleStatus(&report)
    }

    /// The first cause in the order of the pipeline wins.
    private func settleStatus(_ report: inout RunReport) {
        guard report.exitStatus == .success else { return }
        let ran = report.checks.filter { if case .skipped = $0.verdict { false } else { true } }
        let failed = ran.contains { if case .failed = $0.verdict { true } else { false } }
        if failed {
            report.exitStatus = .checkFailed
        } else if ran.isEmpty, options.goal == .check {
            report.exitStatus = .noChecks
        }
    }

    private func finish(_ parts: SessionParts, _ interruption: Interruption, _ report: inout RunReport) {
        // What failed while it stopped, or since, replaces how it was when the checks were done.
        for (index, service) in parts.supervisor.reports().enumerated() where service.state == .failed {
            report.services[index] = service
        }
        if report.services.contains(where: { $0.state == .failed }) { report.exitStatus = .serviceFailed }
        if let signal = interruption.signal, options.goal == .check, report.exitStatus != .serviceFailed {
            report.exitStatus = signal.exitStatus
        }
        console.settle()
        console.show(notes: report.notes)
        let wasConcluded = options.goal == .up && !report.checks.isEmpty && report.exitStatus != .serviceFailed
        if wasConcluded { return }
        attachServerLog(&report, parts)
        conclude(&report)
    }

    private func attachServerLog(_ report: inout RunReport, _ parts: SessionParts) {
        for index in report.checks.indices {
            report.checks[index].serverLog = parts.relay.lines(for: report.checks[index])
        }
    }

    private func conclude(_ report: inout RunReport) {
        report.duration = startedAt.duration(to: .now)
        console.conclude(report)
    }
}
