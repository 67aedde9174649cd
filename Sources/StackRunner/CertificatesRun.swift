import Certificates
import Diagnostics
import Linux
import Reporting
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

    private let file: String?
    private let action: Action

    package init(file: String?, action: Action) {
        self.file = file
        self.action = action
    }

    package func run() -> ExitStatus {
        let terminal = Terminal(environment: ProcessEnvironment.variables)
        let console = Console(terminal: terminal, startedAt: .now)
        var collector = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        let loaded = StackLoader(file: file).load(collector: &collector, sources: &sources)
        console.know(sources: sources, directory: loaded?.stack.directory ?? "")
        console.show(collector.diagnostics)
        guard let stack = loaded?.stack, !collector.hasErrors else { return .badStackFile }
        console.know(secrets: stack.secrets)
        guard !stack.certificates.isEmpty else {
            console.show(lines: ["this stack has no certificates: write them under `certificates:` in \(stack.file)"])
            return .success
        }

        var findings = DiagnosticCollector()
        let store = stack.certificateStore
        let reports =
            switch action {
            case .show: store.inspect(collector: &findings)
            case .renew: store.renew(authorityToo: false, collector: &findings)
            case .renewAuthority: store.renew(authorityToo: true, collector: &findings)
            }
        stack.trustFindings().forEach { findings.report($0) }
        console.show(lines: console.reporter.certificateTable(reports, now: WallClock.now()))
        console.show(findings.diagnostics)
        return findings.hasErrors ? .badCertificates : .success
    }
}
