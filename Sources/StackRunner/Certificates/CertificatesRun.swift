import Certificates
internal import Diagnostics
import Linux
package import Reporting
package import StackModel

/// `devstack certs`: the stack file, then its certificates alone.
package struct CertificatesRun: Sendable {
    package enum Action: Sendable {
        case show
        /// New leaves, each with the key that it has.
        case renew
        /// A new authority, then new leaves.
        case renewAuthority
    }

    private let files: [String]
    private let action: Action
    private let format: OutputFormat
    private let judgingTime: JudgingTime?

    /// - Parameter judgingTime: when they are judged, if not now; only for what is shown.
    package init(files: [String], action: Action, format: OutputFormat = .text, judgingTime: JudgingTime? = nil) {
        self.judgingTime = judgingTime
        self.files = files
        self.action = action
        self.format = format
    }

    package func run() async -> ExitStatus {
        let console = Console(format: format)
        let outcome = await carryOut(console)
        console.show(
            document: .object([
                JSONValue.Member("judged_at", JSONReport.judgedAt(judgingTime)),
                JSONValue.Member("diagnostics", JSONReport.value(of: outcome.diagnostics)),
                JSONValue.Member("certificates", JSONReport.value(of: outcome.certificates)),
                JSONValue.Member("ports", JSONReport.value(of: outcome.ports)),
            ]))
        return console.isSaid || outcome.status != .success ? outcome.status : .internalFault
    }

    private struct Outcome {
        var diagnostics: [Diagnostic]
        var certificates: [CertificateReport] = []
        /// Of a stack that is up, after a renewal.
        var ports: [PortRenewal] = []
        var status: ExitStatus
    }

    /// Whether it is not valid at the time that was asked for.
    private func isInvalidThen(_ certificate: CertificateReport) -> Bool {
        guard let moment = judgingTime?.seconds else { return false }
        return moment < certificate.notBefore || moment > certificate.notAfter
    }

    private func carryOut(_ console: Console) async -> Outcome {
        var collector = DiagnosticCollector()
        guard let stack = StackLoader(files: files).load(onto: console, collector: &collector) else {
            return Outcome(diagnostics: collector.diagnostics, status: .badStackFile)
        }
        guard !stack.certificates.isEmpty else {
            console.show(lines: ["this stack has no certificates: write them under `certificates:` in \(stack.file)"])
            return Outcome(diagnostics: collector.diagnostics, status: .success)
        }

        var findings = DiagnosticCollector()
        let store = stack.certificateStore
        let proof = action == .show ? nil : await RenewalProof(of: stack)
        let reports =
            switch action {
            case .show: store.inspect(collector: &findings)
            case .renew: store.renew(authorityToo: false, collector: &findings)
            case .renewAuthority: store.renew(authorityToo: true, collector: &findings)
            }
        stack.trustFindings().forEach { findings.report($0) }
        console.show(lines: console.reporter.certificateTable(reports, now: WallClock.now(), at: judgingTime))
        var ports: [PortRenewal] = []
        if let proof, !findings.hasErrors {
            let problems: [Diagnostic]
            (ports, problems) = await proof.afterRenewal(reports)
            let proven = ports.filter(\.isProven)
            console.show(lines: proven.isEmpty ? [] : [""] + proven.map(\.line))
            problems.forEach { findings.report($0) }
        }
        console.show(findings.diagnostics)
        let all = (collector.diagnostics + findings.diagnostics).map { $0.masked(by: stack.secrets) }
        return Outcome(
            diagnostics: all, certificates: reports, ports: ports,
            status: findings.hasErrors || reports.contains(where: isInvalidThen) ? .badCertificates : .success)
    }
}
