import Chains
import Diagnostics
import Linux
import Reporting
package import StackModel

/// `devstack certs lint`: chains, and what the rules of clients say of them.
package struct LintRun: Sendable {
    package struct Options: Sendable {
        /// The stack file as the user named it.
        package var file: String?
        /// A file or a port; `nil` means the stack's own certificates.
        package var target: ChainTarget?
        /// A PEM file with all that the clients trust.
        package var authorityFile: String?
        /// The host name to judge for.
        package var name: String?
        /// Never empty.
        package var profiles: [ChainProfile]
        package var format: ChainFormat

        package init(
            file: String?, target: ChainTarget?, authorityFile: String?, name: String?, profiles: [ChainProfile],
            format: ChainFormat
        ) {
            self.file = file
            self.target = target
            self.authorityFile = authorityFile
            self.name = name
            self.profiles = profiles
            self.format = format
        }
    }

    private let options: Options

    package init(options: Options) {
        self.options = options
    }

    package func run() async -> ExitStatus {
        LibraryWarmth.begin()
        let console = Console(terminal: Terminal(environment: ProcessEnvironment.variables), startedAt: .now)
        var collector = DiagnosticCollector()
        let around = ChainSurroundings(
            file: options.file ?? (options.target == nil ? Self.own(&collector) : nil), collector: &collector)
        console.know(sources: around.sources, directory: around.stack?.directory ?? "")
        guard !collector.hasErrors, options.target != nil || around.stack != nil else {
            console.show(collector.diagnostics)
            return .badStackFile
        }
        let reports: [LintReport]
        do throws(Diagnostic) {
            reports = try await judge(around)
        } catch {
            console.show([error])
            return .badCertificates
        }
        show(reports, console)
        return reports.contains(where: \.hasErrors) ? .checkFailed : .success
    }

    /// The stack file whose absence is a mistake, since its certificates are asked for.
    private static func own(_ collector: inout DiagnosticCollector) -> String? {
        StackFileLocator().locate(named: nil, collector: &collector)
    }

    private func judge(_ around: ChainSurroundings) async throws(Diagnostic) -> [LintReport] {
        var trusted = [around.authorityPEM].compactMap(\.self)
        if let file = options.authorityFile { trusted = [try Self.read(file)] }
        let isNamed = options.authorityFile != nil
        let judge = ChainJudge(
            trusted: TrustedIssuers(pem: trusted, includesSystem: !isNamed), namesRoots: isNamed,
            profiles: options.profiles, now: WallClock.now())
        switch options.target {
        case .file(let path): return [try self.file(path, judge)]
        case .port(let host, let port): return [try await self.port(host, port, judge, around)]
        case nil: return try own(judge, around)
        }
    }

    private func file(_ path: String, _ judge: ChainJudge) throws(Diagnostic) -> LintReport {
        let pem = try Self.read(path)
        guard let report = judge.report(target: path, host: options.name, pem: pem) else {
            throw Diagnostic(
                "R006", "\(path) holds no certificate in PEM",
                remedy: "name a file that begins with -----BEGIN CERTIFICATE-----, or a port as HOST:PORT")
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
            throw Diagnostic(
                "R007", "no certificate came from \(target): \(PrintableText.escaped(reason))",
                remedy: visit.explanation?.remedy)
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
            return try WholeFile.read(path)
        } catch {
            throw Diagnostic(
                "R006", "\(path) cannot be read: \(error.reason)",
                remedy: "name a PEM file, or a port as HOST:PORT; the stack's own are made by the first run")
        }
    }

    private func show(_ reports: [LintReport], _ console: Console) {
        switch options.format {
        case .json: console.terminal.write(text: JSONReport.text(lint: reports))
        case .text:
            if reports.isEmpty { console.show(lines: ["this stack has no certificates"]) }
            for (index, report) in reports.enumerated() {
                console.show(lines: (index > 0 ? [""] : []) + console.reporter.lintLines(report))
            }
        }
    }
}
