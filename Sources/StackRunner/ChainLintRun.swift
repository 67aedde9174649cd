import Chains
internal import Diagnostics
import Linux
package import Reporting
package import StackModel

/// `devstack certs lint`: chains, and what the rules of clients say of them.
package struct ChainLintRun: Sendable {
    package struct Options: Sendable {
        /// The stack files as the user named them.
        package var files: [String]
        /// A file or a port; `nil` means the stack's own certificates.
        package var target: ChainTarget?
        /// A PEM file with all that the clients trust.
        package var authorityFile: String?
        /// The host name to judge for.
        package var name: String?
        /// Never empty.
        package var profiles: [ChainProfile]
        package var format: OutputFormat
        /// When the chain is judged, if not now.
        package var judgingTime: JudgingTime?

        package init(
            files: [String], target: ChainTarget?, authorityFile: String?, name: String?, profiles: [ChainProfile],
            format: OutputFormat, judgingTime: JudgingTime? = nil
        ) {
            self.files = files
            self.target = target
            self.authorityFile = authorityFile
            self.name = name
            self.profiles = profiles
            self.format = format
            self.judgingTime = judgingTime
        }
    }

    private let options: Options

    package init(options: Options) {
        self.options = options
    }

    package func run() async -> ExitStatus {
        LibraryWarmth.begin()
        let console = Console(format: options.format)
        var collector = DiagnosticCollector()
        let around = ChainSurroundings(files: options.files, isNeeded: options.target == nil, collector: &collector)
        console.know(sources: around.sources, directory: around.stack?.directory ?? "")
        var reports: [LintReport] = []
        var status = collector.hasErrors ? ExitStatus.badStackFile : .success
        if status == .success {
            do throws(Diagnostic) {
                reports = try await judge(around)
                if reports.contains(where: \.hasErrors) { status = .checkFailed }
            } catch {
                collector.report(error)
                status = .badCertificates
            }
        }
        console.show(collector.diagnostics)
        if let time = options.judgingTime, !reports.isEmpty {
            console.show(lines: [console.reporter.judgedLine(time), ""])
        }
        show(reports, console)
        console.show(
            document: .object([
                JSONValue.Member("judged_at", JSONReport.judgedAt(options.judgingTime)),
                JSONValue.Member("diagnostics", JSONReport.value(of: collector.diagnostics)),
                JSONValue.Member("targets", JSONReport.value(of: reports)),
            ]))
        return console.isSaid || status != .success ? status : .internalFault
    }

    private func judge(_ around: ChainSurroundings) async throws(Diagnostic) -> [LintReport] {
        var trusted = [around.authorityPEM].compactMap(\.self)
        if let file = options.authorityFile { trusted = [try Self.read(file)] }
        let isNamed = options.authorityFile != nil
        let judge = ChainJudge(
            trusted: TrustedIssuers(pem: trusted, includesSystem: !isNamed), namesRoots: isNamed || isOwn(around),
            profiles: options.profiles, now: options.judgingTime?.seconds ?? WallClock.now(),
            isOtherTime: options.judgingTime != nil)
        switch options.target {
        case .file(let path): return [try self.file(path, judge)]
        case .port(let host, let port): return [try await self.port(host, port, judge, around)]
        case nil: return try own(judge, around)
        }
    }

    /// Whether the port is one of the stack's services: what their clients trust is known.
    private func isOwn(_ around: ChainSurroundings) -> Bool {
        guard case .port(let host, let port) = options.target, around.isLocal(host) else { return false }
        return around.certificates?.byPort[port] != nil
    }

    private func file(_ path: String, _ judge: ChainJudge) throws(Diagnostic) -> LintReport {
        let pem = try Self.read(path)
        guard let report = judge.report(target: path, host: options.name, pem: pem) else {
            throw .noCertificate(in: path)
        }
        return report
    }

    private func port(
        _ host: String, _ port: UInt16, _ judge: ChainJudge, _ around: ChainSurroundings
    ) async throws(Diagnostic) -> LintReport {
        let name = options.name ?? host
        let target = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        let visit = await around.visit(host: host, port: port, name: name, trust: .none)
        guard let report = judge.report(target: target, host: name, chain: visit.chain) else {
            let reason = [visit.failure?.rawValue, visit.failureDetail].compactMap(\.self).joined(separator: ": ")
            throw .silentServer(target, reason, remedy: visit.explanation?.remedy)
        }
        return report
    }

    private func own(_ judge: ChainJudge, _ around: ChainSurroundings) throws(Diagnostic) -> [LintReport] {
        var reports: [LintReport] = []
        for request in around.stack?.certificates ?? [] {
            guard let path = around.stack?.certificateStore.chainFile(of: request.name.value) else { continue }
            reports.append(try file(path, judge))
        }
        return reports
    }

    private static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        do throws(SystemError) {
            return try WholeFile.read(path, waitsForWriter: true)
        } catch {
            throw .unreadableChain(path, error)
        }
    }

    private func show(_ reports: [LintReport], _ console: Console) {
        switch options.format {
        case .text:
            for (index, report) in reports.enumerated() {
                console.show(lines: (index > 0 ? [""] : []) + console.reporter.lintLines(report))
            }
        case .github: console.show(reports.flatMap(\.diagnostics))
        case .json: break
        }
    }
}

extension LintReport {
    /// The findings as annotations have them.
    fileprivate var diagnostics: [Diagnostic] {
        findings.map { finding in
            Diagnostic(
                finding.severity == .error ? .error : .warning, finding.rule, "\(target): \(finding.message)",
                remedy: finding.remedy)
        }
    }
}
