import Checking
internal import Diagnostics
import Linux
import NIOCore
import NIOPosix
internal import Reporting
internal import StackModel
import Supervision

/// The checks of a stack that is up already, made from here: nothing is started or stopped.
struct JoinedSession: Sendable {
    let stack: Stack
    let console: Console
    let startedAt: ContinuousClock.Instant
    /// How far each of its services is.
    let services: [ServiceReport]
    /// Whether it is wrong that there are none.
    let needsChecks: Bool
    let stay: StackStay

    func run(_ report: inout RunReport, _ interruption: Occurrence<StopSignal>) async {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        report.notes = stack.notesOnPorts
        console.show(notes: report.notes)
        report.services = services.filter { service in stack.services.contains { $0.name.value == service.name } }
        do {
            let relay = LogRelay(services: [], formatter: LogFormatter(services: [], style: .plain), terminal: nil)
            let planner = try ServicePlanner(
                stack: stack, group: group, relay: relay, current: CurrentStack(stack))
            console.show(planner.findings)
            report.diagnostics += planner.findings
            let commands = CommandChecks(runner: try CommandRunner(mark: RunMark()))
            let runner = CheckRunner(
                environment: try planner.checkEnvironment(commands: commands, judgingTime: report.judgingTime),
                group: group)
            await check(runner, &report, interruption)
            await runner.shutdown()
        } catch {
            let diagnostic = Diagnostic.failedStart(error)
            console.show([diagnostic])
            report.diagnostics.append(diagnostic)
            report.exitStatus = .serviceFailed
        }
        report.duration = startedAt.duration(to: .now)
        console.settle()
        console.conclude(report, stay: stay)
        try? await group.shutdownGracefully()
    }

    private func check(
        _ runner: CheckRunner, _ report: inout RunReport, _ interruption: Occurrence<StopSignal>
    ) async {
        let checks = stack.checks
        let began = startedAt.duration(to: .now)
        let progress = CheckProgress(count: checks.count, console: console)
        let work = Task { await runner.run(checks, since: startedAt) { _, _ in progress.advance() } }
        interruption.onFirst { work.cancel() }
        report.checks = await work.value
        report.stages.append(RunStage(.checks, from: began, to: startedAt.duration(to: .now)))
        let isDown = stack.services.contains { service in
            services.contains { $0.name == service.name.value && ($0.state == .failed || $0.state == .restarting) }
        }
        if isDown { report.exitStatus = .serviceFailed }
        report.settleStatus(needsChecks: needsChecks)
        if let signal = interruption.value, report.exitStatus != .serviceFailed {
            report.exitStatus = signal.exitStatus
        }
    }
}
