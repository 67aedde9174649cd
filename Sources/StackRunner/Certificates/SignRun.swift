import Certificates
internal import Diagnostics
import Glibc
import Linux
internal import Reporting
import StackFile
package import StackModel

/// `devstack certs sign`: a certificate for a key that somebody else has, by the stack's authority or the user's own.
package struct SignRun: Sendable {
    package struct Options: Sendable {
        /// The stack files, as the user named them.
        package var files: [String]
        /// The path of the certificate signing request; `-` is standard input.
        package var request: String
        /// Its key's kind is the request's.
        package var order: CertificateOrder
        /// Where it is written; `nil` is standard output.
        package var output: String?

        package init(files: [String], request: String, order: CertificateOrder, output: String?) {
            self.files = files
            self.request = request
            self.order = order
            self.output = output
        }
    }

    private let options: Options

    package init(options: Options) {
        self.options = options
    }

    package func run() -> ExitStatus {
        let console = Console()
        var collector = DiagnosticCollector()
        defer { console.show(collector.diagnostics) }
        var ignored = DiagnosticCollector()
        // Without a stack file it is the user's own authority that signs.
        guard let paths = StackFileLocator().locate(named: options.files, collector: &ignored) else {
            return sign(console, &collector) { () throws(Diagnostic) in
                try UserAuthority(environment: ProcessEnvironment.variables).store()
            }
        }
        var sources: [String: SourceText] = [:]
        let loaded = StackLoader(files: paths).load(collector: &collector, sources: &sources)
        console.know(sources: sources, directory: loaded?.stack.directory ?? "")
        guard let stack = loaded?.stack, !collector.hasErrors else { return .badStackFile }
        console.know(secrets: stack.secrets)
        return sign(console, &collector) { () throws(Diagnostic) in stack.certificateStore }
    }

    private func sign(
        _ console: Console, _ collector: inout DiagnosticCollector, by store: () throws(Diagnostic) -> CertificateStore
    ) -> ExitStatus {
        do throws(Diagnostic) {
            let judged = NamesOnCommandLine(names: options.order.names)
            judged.mistakes.forEach { collector.report($0) }
            guard !collector.hasErrors else { return .badCertificates }
            var order = options.order
            order.names = judged.names
            let store = try store()
            let isStandardInput = options.request == "-"
            let request = try read(isStandardInput ? "/dev/stdin" : options.request)
            let signed = store.sign(
                request: request, from: isStandardInput ? "standard input" : options.request, order,
                collector: &collector)
            guard let signed else { return .badCertificates }
            try write(signed, console)
            return .success
        } catch {
            collector.report(error)
            return .badCertificates
        }
    }

    private func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        do throws(SystemError) {
            return try path == "/dev/stdin" ? StandardStream.readAll() : WholeFile.read(path, waitsForWriter: true)
        } catch {
            throw .unreadableInput(path, error)
        }
    }

    private func write(_ signed: IssuedCertificate, _ console: Console) throws(Diagnostic) {
        guard let output = options.output else {
            console.terminal.write(text: String(decoding: signed.chainPEM, as: UTF8.self))
            return
        }
        let file = OutputFile(path: output)
        if let present = try? file.read(), CertificateDetails.chain(pem: present) == nil {
            throw .keptFile(output, "is not a certificate")
        }
        do throws(SystemError) {
            try file.write(signed.chainPEM, mode: 0o644)
        } catch {
            throw .unwritableOutput(output, error)
        }
        let report = signed.report(name: "signed", file: output, action: .made)
        console.show(lines: console.reporter.certificateTable([report], now: WallClock.now()))
    }
}
