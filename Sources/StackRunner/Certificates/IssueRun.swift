import Certificates
internal import Diagnostics
import Linux
internal import Reporting
import StackFile
package import StackModel

/// `devstack certs issue`: a certificate in the user's own authority, without a stack file.
package struct IssueRun: Sendable {
    package struct Options: Sendable {
        package var order: CertificateOrder
        /// What the authority may certify from now on, beyond what it may already.
        package var permit: [String]
        /// The folder for the files.
        package var folder: String
        /// What the files are called; by default after the first name.
        package var name: String?
        /// The password of a PKCS #12 file, if one is to be written too.
        package var archivePassword: String?

        package init(
            order: CertificateOrder, permit: [String], folder: String, name: String?, archivePassword: String?
        ) {
            self.order = order
            self.permit = permit
            self.folder = folder
            self.name = name
            self.archivePassword = archivePassword
        }
    }

    private let options: Options

    package init(options: Options) {
        self.options = options
    }

    package func run() -> ExitStatus {
        let console = Console()
        do throws(Diagnostic) {
            return try issue(console)
        } catch {
            console.show([error])
            return .badCertificates
        }
    }

    private func issue(_ console: Console) throws(Diagnostic) -> ExitStatus {
        let judged = NamesOnCommandLine(names: options.order.names, permit: options.permit)
        console.show(judged.mistakes)
        guard !judged.mistakes.contains(where: { $0.severity == .error }) else { return .badCertificates }
        var order = options.order
        order.names = judged.names
        let authority = try UserAuthority(environment: ProcessEnvironment.variables)
        let store = authority.store(permit: judged.permit)
        let pair = PairOfFiles(folder: options.folder, name: options.name ?? Self.name(for: options.order.names))
        let keptKey = try pair.keyToKeep(kind: options.order.key)
        if options.archivePassword != nil { try pair.checkArchive() }

        var collector = DiagnosticCollector()
        let issued = store.issue(order, keptKey: keptKey, collector: &collector)
        console.show(collector.diagnostics.map { $0.ofUser(directory: authority.directory) })
        guard let issued else { return .badCertificates }
        try pair.write(issued)
        var lines = console.reporter.certificateTable(
            [issued.report(name: pair.name, file: pair.certificate.path, action: .made)], now: WallClock.now())
        lines.append("  key       \(pair.key.path)")
        if let password = options.archivePassword {
            let archive = pair.archive
            try write(archive, issued, keptKey, store, pair.name, password)
            lines.append("  PKCS #12  \(archive.path)")
        }
        lines.append("  authority \(store.authorityFile), which clients must trust")
        console.show(lines: lines)
        return .success
    }

    private func write(
        _ file: OutputFile, _ issued: IssuedCertificate, _ keptKey: [UInt8]?, _ store: CertificateStore, _ name: String,
        _ password: String
    ) throws(Diagnostic) {
        let authority: [UInt8]
        do throws(SystemError) {
            authority = try store.authorityPEM()
        } catch {
            throw .unreadableInput(store.authorityFile, error)
        }
        let archive = try KeyArchive.make(
            name: name, chainPEM: issued.chainPEM, keyPEM: issued.keyPEM ?? keptKey ?? [], authorityPEM: authority,
            password: password)
        do throws(SystemError) {
            try file.write(archive, mode: 0o600)
        } catch {
            throw .unwritableOutput(file.path, error)
        }
    }

    /// A file's name for these names: the first, and how many more there are.
    static func name(for names: [String]) -> String {
        let first = (names.first ?? "certificate").lowercased()
        let plain = String(
            first.map { character in
                switch character {
                case "*": "_"
                case "/", ":", "@", "\0": "_"
                default: character
                }
            })
        let isHidden = plain.hasPrefix(".")
        return (isHidden ? "_" : "") + plain + (names.count > 1 ? "+\(names.count - 1)" : "")
    }
}
