import Certificates
internal import Diagnostics
import Glibc
import Linux
internal import Reporting
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

    private let files: [String]
    private let format: Format

    package init(files: [String], format: Format) {
        self.files = files
        self.format = format
    }

    package func run() -> ExitStatus {
        let console = Console()
        var collector = DiagnosticCollector()
        guard let stack = StackLoader(files: files).load(onto: console, collector: &collector) else {
            return .badStackFile
        }
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
            if let finding = stack.truststoreFinding(variables) { console.show([finding]) }
            let listing = EnvironmentListing(variables)
            let text =
                switch format {
                case .sh: listing.shellText
                case .fish: listing.fishText
                case .json: listing.jsonText
                }
            return StandardStream.write(text, to: STDOUT_FILENO) == nil ? .success : .internalFault
        } catch {
            console.show([.unwritableBundle(stack.stateDirectory, error)])
            return .badCertificates
        }
    }
}
