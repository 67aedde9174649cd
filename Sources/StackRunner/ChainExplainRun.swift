internal import Diagnostics
package import Reporting
package import StackModel

/// `devstack certs explain`: a handshake as a client makes it, and why it fails.
package struct ChainExplainRun: Sendable {
    package struct Options: Sendable {
        /// The stack files as the user named them.
        package var files: [String]
        package var host: String
        package var port: UInt16
        /// A PEM file with all that the client trusts.
        package var authorityFile: String?
        /// Whom the certificate is to be for, if not the host.
        package var name: String?
        package var format: OutputFormat
        /// When the chain is judged, if not now.
        package var judgingTime: JudgingTime?

        package init(
            files: [String], host: String, port: UInt16, authorityFile: String?, name: String?, format: OutputFormat,
            judgingTime: JudgingTime? = nil
        ) {
            self.files = files
            self.host = host
            self.port = port
            self.authorityFile = authorityFile
            self.name = name
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
        let around = ChainSurroundings(files: options.files, isNeeded: false, collector: &collector)
        console.know(sources: around.sources, directory: around.stack?.directory ?? "")
        console.show(collector.diagnostics)
        let visit = collector.hasErrors ? nil : await visit(around)
        if let visit {
            let heading = options.judgingTime.map { [console.reporter.judgedLine($0), ""] } ?? []
            console.show(lines: heading + console.reporter.visitLines(visit))
        }
        console.show(
            document: .object([
                JSONValue.Member("judged_at", JSONReport.judgedAt(options.judgingTime)),
                JSONValue.Member("diagnostics", JSONReport.value(of: collector.diagnostics)),
                JSONValue.Member("visit", visit.map(JSONReport.value(of:)) ?? .null),
            ]))
        guard let visit else { return .badStackFile }
        guard visit.isAccepted else { return .checkFailed }
        return console.isSaid ? .success : .internalFault
    }

    private func visit(_ around: ChainSurroundings) async -> VisitReport {
        let name = options.name ?? options.host
        let (trust, words) = trust(in: around, name)
        let exchange = await around.visit(
            host: options.host, port: options.port, name: name, trust: trust, judgingTime: options.judgingTime)
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        let isHere = around.isLocal(name) || around.isLocal(options.host)
        return VisitReport(
            target: "\(host):\(options.port)", host: name, trust: words, exchange: exchange,
            defect: isHere ? around.certificates?.defects[options.port] : nil)
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
