import Certificates
internal import Diagnostics
import Linux
internal import Reporting
internal import StackModel
import Supervision

/// Makes a stack that is up what its file says now: read, compared with what runs, and only the difference touched.
///
/// A file with mistakes, or certificates that cannot be made, leave everything as it is.
actor StackReload {
    private let parts: SessionParts
    private let console: Console
    private let renewal: RenewalWatch?
    /// What runs: names and profiles, as they were asked for at the start and since.
    private var selection: ServiceSelection
    private var last: Task<ReloadReport, Never>?

    init(_ parts: SessionParts, options: RunOptions, console: Console, renewal: RenewalWatch?) {
        self.parts = parts
        self.console = console
        self.renewal = renewal
        selection = ServiceSelection(names: options.services, profiles: options.profiles)
    }

    /// One after the other: each compares with what the one before has made.
    func reload(_ request: ReloadRequest) async -> ReloadReport {
        let previous = last
        let task = Task {
            _ = await previous?.value
            return await carryOut(request)
        }
        last = task
        return await task.value
    }

    private func carryOut(_ request: ReloadRequest) async -> ReloadReport {
        var report = ReloadReport(isDryRun: request.isDryRun)
        var sources: [String: SourceText] = [:]
        var collector = DiagnosticCollector()
        if let (stack, selection) = read(request, &report, &sources, &collector),
            prepareCertificates(of: stack, &report, &collector)
        {
            await apply(stack, selection, request, &report, &collector)
        }
        // Those of a file that nobody runs are nobody's.
        parts.ports.letGo()
        report.diagnostics = collector.diagnostics.map { $0.masked(by: parts.current.secrets) }
        report.mistakes = DiagnosticRenderer(sources: sources).render(report.diagnostics)
        report.services = parts.supervisor.reports().map { $0.masked(by: parts.current.secrets) }
        return report
    }

    // devstack.yaml -> Stack

    private func read(
        _ request: ReloadRequest, _ report: inout ReloadReport, _ sources: inout [String: SourceText],
        _ collector: inout DiagnosticCollector
    ) -> (Stack, ServiceSelection)? {
        let files = [parts.current.stack.file] + parts.current.stack.furtherFiles
        // What has a number keeps it.
        let loaded = StackLoader(files: files, ports: parts.ports.source).load(
            collector: &collector, sources: &sources)
        if let problem = parts.ports.problem { collector.report(.failedStart(problem)) }
        guard let loaded, !collector.hasErrors else {
            report.exitStatus = .badStackFile
            return nil
        }
        do throws(Diagnostic) {
            let selection = selection.widened(
                names: request.services, profiles: request.profiles, over: loaded.stack)
            return (try selection.applied(to: loaded.stack), selection)
        } catch {
            collector.report(error)
            report.exitStatus = .badCommandLine
            return nil
        }
    }

    // -> certificates

    private func prepareCertificates(
        of stack: Stack, _ report: inout ReloadReport, _ collector: inout DiagnosticCollector
    ) -> Bool {
        guard !stack.certificates.isEmpty else { return true }
        if report.isDryRun {
            _ = stack.certificateStore.inspect(collector: &collector)
            if collector.hasErrors { report.exitStatus = .badCertificates }
            return !collector.hasErrors
        }
        let certificates = stack.certificateStore.prepare(collector: &collector)
        report.certificates = certificates.filter { $0.action != .kept }
        guard !collector.hasErrors else {
            report.exitStatus = .badCertificates
            return false
        }
        console.show(report.certificates)
        report.notes += report.certificates.map { certificate in
            if case .renewed(let reason) = certificate.action { return "\(certificate.name) was renewed: \(reason)" }
            return "\(certificate.name) was made"
        }
        renewal?.watch(stack.certificateStore, certificates)
        if report.certificates.contains(where: { $0.name == "ca" }) {
            report.notes.append(
                "the authority is new: programs that go on know the one before until they are restarted")
        }
        return true
    }

    // -> services -> readiness

    private func apply(
        _ stack: Stack, _ selection: ServiceSelection, _ request: ReloadRequest, _ report: inout ReloadReport,
        _ collector: inout DiagnosticCollector
    ) async {
        let before = parts.current.stack
        let plan = ReloadPlan(
            from: before, to: stack, observed: parts.supervisor.reports(),
            toldToStop: await parts.supervisor.toldToStop(), startsStopped: request.startsStopped,
            named: request.services)
        report.changes = plan.changes
        guard !request.isDryRun else { return }
        do {
            let planner = try parts.planner(of: stack)
            planner.findings.forEach { collector.report($0) }
            let revision = plan.revision(
                try planner.plans(), numbers: parts.current.numbers(of: stack), known: parts.current.names.count,
                before: before)
            let prober = try parts.prober(by: planner)
            take(stack)
            parts.current.probe(by: prober)
            if !plan.changes.isEmpty { console.show(lines: console.reporter.reloadLines(report)) }
            do throws(SystemError) {
                try parts.ports.record.keep(in: stack.stateDirectory)
            } catch {
                report.notes.append(PortRecord.words(forLost: error))
            }
            try await parts.supervisor.reload(revision)
            parts.ports.takeOver()
            self.selection = selection
            take(stack)
        } catch {
            take(before)
            parts.ports.letGo()
            try? parts.ports.record.keep(in: before.stateDirectory)
            collector.report((error as? SupervisionProblem).map(Diagnostic.refusedStart) ?? .failedStart(error))
            report.exitStatus = .serviceFailed
            return
        }
        let touched = Set(plan.changes.filter { $0.action != .removed }.map(\.service))
        if parts.supervisor.reports().contains(where: { touched.contains($0.name) && $0.isDown }) {
            report.exitStatus = .serviceFailed
        }
    }

    /// All who show or mask something go by this stack.
    private func take(_ stack: Stack) {
        parts.current.become(stack)
        parts.relay.become(
            parts.current.services,
            formatter: LogFormatter(services: parts.current.names, style: console.terminal.style))
        console.know(secrets: parts.current.secrets)
        console.know(services: stack.services)
        console.rearrange(parts.supervisor.reports())
    }
}
