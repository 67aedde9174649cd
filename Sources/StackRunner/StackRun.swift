import Certificates
internal import Diagnostics
import Linux
internal import Reporting
package import StackModel

/// What devstack is for, from the stack file to the exit status:
///
///     devstack.yaml -> Stack -> certificates -> services -> readiness -> checks -> report
package struct StackRun: Sendable {
    private let options: RunOptions
    private let attendant: (any StackAttendant)?

    /// - Parameter attendant: told of the stack once it runs.
    package init(options: RunOptions, attendant: (any StackAttendant)? = nil) {
        self.options = options
        self.attendant = attendant
    }

    package func run(stopSignals: StopSignals) async -> ExitStatus {
        LibraryWarmth.begin()
        let startedAt = ContinuousClock.now
        var report = RunReport(stack: "", file: options.files.first ?? "devstack.yaml", startedAt: WallClock.now())
        report.furtherFiles = Array(options.files.dropFirst())
        report.judgingTime = options.judgingTime
        let console = Console(format: options.format, startedAt: startedAt)
        var sources: [String: SourceText] = [:]

        let ports = PortChooser(movesAll: options.movesPorts)
        let read = readStack(ports, &report, &sources, console)
        report.enter(.reading, at: startedAt.duration(to: .now))
        guard let stack = read else {
            if report.exitStatus == .badCommandLine {
                console.show(document: JSONReport.value(report))
                return .badCommandLine
            }
            return writeReports(report, sources, console)
        }
        console.know(secrets: stack.secrets)
        console.know(services: stack.services)
        if let time = options.judgingTime {
            let hasCommands = stack.checks.contains { if case .command = $0.action.value { true } else { false } }
            console.show(lines: [
                console.reporter.judgedLine(time) + (hasCommands ? "; commands go by this machine's clock" : "")
            ])
        }
        let isPrepared = prepareCertificates(of: stack, &report, console)
        if !stack.certificates.isEmpty { report.enter(.certificates, at: startedAt.duration(to: .now)) }
        guard isPrepared else {
            report.duration = startedAt.duration(to: .now)
            console.conclude(report)
            return writeReports(report.masked(by: stack.secrets), sources, console)
        }
        if let running = options.running {
            return await join(stack, running, &report, sources, console, since: startedAt, stopSignals)
        }
        let session = StackSession(
            stack: stack, options: options, console: console, startedAt: startedAt, ports: ports, attendant: attendant,
            writer: ReportWriter(sources: sources))
        if let alternative = await session.run(&report, stopSignals: stopSignals) {
            // Till the other one answers nothing of this one is there that would have to be stopped.
            StopSignals.release()
            return await alternative()
        }
        let status = writeReports(report.masked(by: stack.secrets), sources, console)
        await attendant?.leave(status)
        return status
    }

    // A stack that is up already -> checks -> report, and its lines.

    private func join(
        _ stack: Stack, _ running: RunningState, _ report: inout RunReport, _ sources: [String: SourceText],
        _ console: Console, since startedAt: ContinuousClock.Instant, _ stopSignals: StopSignals
    ) async -> ExitStatus {
        if options.goal == .check {
            console.show(remark: "this stack is up already, so its checks are made as it is; nothing is started")
            if options.showLogs {
                console.show(remark: "what its services write is in .devstack/logs, and not shown here")
            }
        }
        if options.movesPorts, running.services.contains(where: { $0.ports.contains { $0.written == $0.number } }) {
            console.show(
                remark: "it is up with the ports of its file: `--ports auto` is for a start, after `devstack down`")
        }
        let interruption = Occurrence<StopSignal>()
        let signals = await stopSignals.trapped()
        let listening = Task { await signals.forEach { interruption.happen($0) } }
        defer { listening.cancel() }
        console.terminal.beginQueue(givingUpOn: interruption)
        await JoinedSession(
            stack: stack, console: console, startedAt: startedAt, services: running.services,
            needsChecks: options.goal == .check, stay: options.view == nil ? .ended : .joined
        )
        .run(&report, interruption)
        await console.terminal.endQueue()
        let status = writeReports(report.masked(by: stack.secrets), sources, console)
        guard let view = options.view, status == .success || status == .checkFailed else { return status }
        console.terminal.beginQueue(givingUpOn: interruption)
        let seen = await view.run(
            running.services.map(\.name), in: stack.stateDirectory + "/logs", checked: status, console, interruption)
        await console.terminal.endQueue()
        return seen
    }

    // devstack.yaml -> Stack

    private func readStack(
        _ ports: PortChooser, _ report: inout RunReport, _ sources: inout [String: SourceText], _ console: Console
    ) -> Stack? {
        if let problem = ReportWriter.problem(with: options.reports) {
            report.diagnostics = [problem]
            console.show([problem])
            report.exitStatus = .badCommandLine
            return nil
        }
        var collector = DiagnosticCollector()
        // A stack that is up has its ports.
        var files = options.files
        if let running = options.running?.files, files.count <= 1, running.count > 1 { files = running }
        let loaded = StackLoader(files: files, ports: options.running?.portSource ?? ports.source)
            .load(collector: &collector, sources: &sources)
        console.know(sources: sources, directory: loaded?.stack.directory ?? "")
        console.show(collector.diagnostics)
        report.diagnostics = collector.diagnostics
        guard let loaded, !collector.hasErrors else {
            report.exitStatus = .badStackFile
            return nil
        }
        if let problem = ports.problem {
            let diagnostic = Diagnostic.failedStart(problem)
            console.show([diagnostic])
            report.diagnostics.append(diagnostic)
            report.exitStatus = .serviceFailed
            return nil
        }
        ports.takeOver()
        report.stack = loaded.stack.name
        report.file = loaded.paths.first ?? report.file
        do {
            let stack = try CheckSelection(names: options.checks).applied(to: loaded.stack)
            if let running = options.running { return ServiceSelection.running(running, of: stack) }
            return try ServiceSelection(names: options.services, profiles: options.profiles).applied(to: stack)
        } catch {
            console.show([error])
            report.diagnostics.append(error)
            report.exitStatus = .badCommandLine
            return nil
        }
    }

    // -> certificates

    /// - Returns: whether the pipeline can go on.
    private func prepareCertificates(of stack: Stack, _ report: inout RunReport, _ console: Console) -> Bool {
        guard !stack.certificates.isEmpty else { return true }
        var collector = DiagnosticCollector()
        report.certificates = stack.certificateStore.prepare(collector: &collector)
        stack.trustFindings().forEach { collector.report($0) }
        console.show(report.certificates)
        console.show(collector.diagnostics)
        report.diagnostics += collector.diagnostics
        guard !collector.hasErrors else {
            report.exitStatus = .badCertificates
            return false
        }
        return true
    }

    // -> report

    private func writeReports(_ report: RunReport, _ sources: [String: SourceText], _ console: Console) -> ExitStatus {
        let problems = ReportWriter(sources: sources).write(report, to: options.reports)
        console.complain(problems)
        // All is saved, and nothing runs: whoever does not read the document may end this with Ctrl-C.
        if options.format == .json { StopSignals.release() }
        console.show(document: JSONReport.value(report))
        let isSaid = console.isSaid && problems.isEmpty
        return isSaid || report.exitStatus != .success ? report.exitStatus : .internalFault
    }
}
