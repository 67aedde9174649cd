internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// The end of a run: what went wrong, the checks, each red one in full, and the summary; ends with a line break.
    ///
    /// Certificates and the services' coming up are shown while they happen, and are not shown again.
    ///
    /// - Parameters:
    ///   - stay: whether the stack runs on after this.
    ///   - showsDiagnostics: whether mistakes are shown again; a run shows them when it finds them.
    package func conclusion(
        of report: RunReport, stay: StackStay = .ended, showsDiagnostics: Bool = true
    ) -> String {
        var blocks: [[String]] = []
        if showsDiagnostics, !report.diagnostics.isEmpty {
            let text = diagnosticRenderer.render(report.diagnostics)
            blocks.append(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
        }
        blocks += report.services.filter(\.state.isRed).map(failure)
        if !report.checks.isEmpty { blocks.append(checkLines(report.checks)) }
        blocks += report.checks.map(checkDetail).filter { !$0.isEmpty }
        blocks.append(summary(of: report, stay: stay))
        return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// One line that says how it went, then what to do next where something is to be done.
    package func summary(of report: RunReport, stay: StackStay = .ended) -> [String] {
        let tally = CheckTally(report.checks)
        let ink: Ink =
            report.exitStatus == .success && tally.failed == 0 ? (tally.ran > 0 ? .success : .warning) : .error
        let isUp = stay != .ended && tally.total == 0 && report.exitStatus == .success
        var line = style.paint(isUp ? "the stack is up" : Self.verdict(tally), isUp ? .success : ink)
        line += style.paint(" in \(DurationText.of(report.duration))", .faint)
        if let time = report.judgingTime { line += ", certificates judged as of \(time.words)" }
        if let cause = Self.cause(report) { line += ": " + style.paint(cause, ink) }
        var lines = [line]
        for next in next(report, stay) {
            lines.append(style.paint("next: ", .help) + next)
        }
        return lines
    }

    private static func verdict(_ tally: CheckTally) -> String {
        let words =
            if tally.ran == 0 {
                "no checks ran"
            } else if tally.failed > 0 {
                "\(tally.failed) of \(Plural.of(tally.total, "check")) failed"
            } else {
                "\(Plural.of(tally.passed, "check")) passed"
            }
        return tally.skipped > 0 ? "\(words), \(tally.skipped) skipped" : words
    }

    /// What ended the run, where the checks do not say it themselves.
    private static func cause(_ report: RunReport) -> String? {
        switch report.exitStatus {
        case .success, .checkFailed, .noChecks: return nil
        case .serviceFailed:
            let failed = report.services.filter(\.state.isRed).sorted { $0.state == .failed && $1.state != .failed }
            guard let first = failed.first else {
                let mistake = report.diagnostics.last { $0.severity == .error }
                return mistake.map { PrintableText.escaped($0.message) } ?? report.exitStatus.words
            }
            let others = failed.count > 1 ? " and \(Plural.of(failed.count - 1, "other"))" : ""
            let verb = first.state == .failed ? "failed" : failed.count > 1 ? "are unhealthy" : "is unhealthy"
            return "\(PrintableText.escaped(first.name))\(others) \(verb)"
        default: return report.exitStatus.words
        }
    }

    private func next(_ report: RunReport, _ stay: StackStay) -> [String] {
        switch report.exitStatus {
        case .success:
            let addresses = report.services.compactMap(\.address)
            guard let stop = stay.remedy else { return [] }
            return (addresses.isEmpty ? [] : ["open \(addresses.joined(separator: " or "))"]) + [stop]
        case .checkFailed:
            guard let first = report.checks.first(where: { if case .failed = $0.verdict { true } else { false } })
            else {
                return []
            }
            var next = stay.remedy.map { [$0] } ?? []
            if report.checks.count > 1 {
                let files = [report.file] + report.furtherFiles
                let isFound = files.count == 1 && ["devstack.yaml", "devstack.yml"].contains(report.file)
                let file = isFound ? "" : files.map { " --file \(Self.quoted($0))" }.joined()
                next.append("devstack check\(file) \(Self.quoted(first.name)) runs the first red check alone")
            }
            return next
        case .badStackFile:
            return [
                "correct \(([report.file] + report.furtherFiles).joined(separator: ", ")) and run it again; nothing was started"
            ]
        case .badCertificates: return ["devstack certs shows what is there; nothing was started"]
        case .serviceFailed:
            guard let failed = report.services.first(where: \.state.isRed), !failed.lastLines.isEmpty else {
                return []
            }
            return [".devstack/logs has all that \(PrintableText.escaped(failed.name)) said"]
        case .noChecks where !report.checks.isEmpty: return []
        case .noChecks: return ["write what a client must see under `checks` in \(report.file)"]
        case .internalFault: return ["please report this, with the lines above"]
        case .badCommandLine: return ["devstack --help shows what can be asked for"]
        case .hangup, .interrupted, .terminated: return []
        }
    }

    /// The name as a word for a POSIX shell.
    private static func quoted(_ name: String) -> String {
        "'"
            + PrintableText.escaped(name).split(separator: "'", omittingEmptySubsequences: false).joined(
                separator: "'\\''") + "'"
    }
}
