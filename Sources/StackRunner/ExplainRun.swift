import Diagnostics
import Linux
import Reporting
package import StackModel

/// `devstack certs explain`: a handshake as a client makes it, and why it fails.
package struct ExplainRun: Sendable {
    package struct Options: Sendable {
        /// The stack file as the user named it.
        package var file: String?
        package var host: String
        package var port: UInt16
        /// A PEM file with all that the client trusts.
        package var authorityFile: String?
        /// Whom the certificate is to be for, if not the host.
        package var name: String?
        package var format: ChainFormat

        package init(
            file: String?, host: String, port: UInt16, authorityFile: String?, name: String?, format: ChainFormat
        ) {
            self.file = file
            self.host = host
            self.port = port
            self.authorityFile = authorityFile
            self.name = name
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
        let around = ChainSurroundings(file: options.file, collector: &collector)
        console.know(sources: around.sources, directory: around.stack?.directory ?? "")
        console.show(collector.diagnostics)
        guard !collector.hasErrors else { return .badStackFile }

        let name = options.name ?? options.host
        let (trust, words) = trust(in: around, name)
        let visit = await around.visit(host: options.host, port: options.port, name: name, trust: trust)
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        let target = "\(host):\(options.port)\(options.name.map { " as \($0)" } ?? "")"
        switch options.format {
        case .text: console.show(lines: console.reporter.visitLines(visit, target: target, trust: words))
        case .json: console.terminal.write(text: JSONReport.text(visit: visit, target: target, trust: words))
        }
        return visit.failure == nil && visit.failureDetail == nil ? .success : .checkFailed
    }

    /// A name of this machine's is to be vouched for by the stack, any other by the distribution's roots.
    private func trust(
        in around: ChainSurroundings, _ name: String
    ) -> (RequestSpecification.Trust, words: String) {
        if let file = options.authorityFile { return (.file(file), file) }
        guard let certificates = around.certificates, around.isLocal(name) || around.isLocal(options.host) else {
            return (.system, "the distribution's roots")
        }
        return (.stack, "\(certificates.authorityFile), this stack's authority")
    }
}
