import Certificates
import Diagnostics
import Glibc
import Linux
import Reporting
package import StackModel
internal import Trust

/// `devstack env`: the variables that make this shell's programs trust the stack's authority.
///
/// Standard output has them and nothing else, since a shell runs what it gets; all the rest goes to standard error.
package struct EnvironmentRun: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case sh
        case fish
        case json
    }

    private let file: String?
    private let format: Format

    package init(file: String?, format: Format) {
        self.file = file
        self.format = format
    }

    package func run() -> ExitStatus {
        let console = Console(terminal: Terminal(environment: ProcessEnvironment.variables), startedAt: .now)
        var collector = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        let loaded = StackLoader(file: file).load(collector: &collector, sources: &sources)
        console.know(sources: sources, directory: loaded?.stack.directory ?? "")
        console.show(collector.diagnostics)
        guard let stack = loaded?.stack, !collector.hasErrors else { return .badStackFile }
        console.know(secrets: stack.secrets)
        guard !stack.certificates.isEmpty else {
            console.show([.nothingToTrust(stack.file)])
            return .success
        }

        var findings = DiagnosticCollector()
        _ = stack.certificateStore.prepare(collector: &findings)
        console.show(findings.diagnostics)
        guard !findings.hasErrors else { return .badCertificates }
        do throws(SystemError) {
            let variables = try stack.clientTrust()
            let listing = EnvironmentListing(variables)
            let text =
                switch format {
                case .sh: listing.shellText
                case .fish: listing.fishText
                case .json: listing.jsonText
                }
            return StandardStream.write(text, to: STDOUT_FILENO) == nil ? .success : .internalFault
        } catch {
            console.show([.bundlesUnwritable(stack.stateDirectory, error)])
            return .badCertificates
        }
    }
}
