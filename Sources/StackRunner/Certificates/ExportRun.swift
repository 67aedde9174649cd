import Certificates
internal import Diagnostics
import Linux
package import StackModel

/// `devstack certs export`: a certificate of the stack with its key as one PKCS #12 file.
package struct ExportRun: Sendable {
    private let files: [String]
    private let certificate: String?
    private let output: String
    private let password: String

    /// - Parameters:
    ///   - files: the stack files, as the user named them.
    ///   - certificate: its name there; may be left out where there is one alone.
    package init(files: [String], certificate: String?, output: String, password: String) {
        self.files = files
        self.certificate = certificate
        self.output = output
        self.password = password
    }

    package func run() -> ExitStatus {
        let console = Console()
        var collector = DiagnosticCollector()
        guard let stack = StackLoader(files: files).load(onto: console, collector: &collector) else {
            return .badStackFile
        }
        do throws(Diagnostic) {
            let name = try name(in: stack)
            var findings = DiagnosticCollector()
            let store = stack.certificateStore
            console.show(store.prepare(collector: &findings))
            console.show(findings.diagnostics)
            guard !findings.hasErrors else { return .badCertificates }
            try export(name, from: store)
            console.show(lines: ["\(output) has the certificate \(name), its key and the authority"])
            return .success
        } catch {
            console.show([error])
            return error.code == RunCode.unknownCertificate.rawValue ? .badCommandLine : .badCertificates
        }
    }

    private func name(in stack: Stack) throws(Diagnostic) -> String {
        let names = stack.certificates.map(\.name.value)
        guard let certificate else {
            guard let only = names.first, names.count == 1 else {
                throw .unknownCertificate(nil, known: names)
            }
            return only
        }
        guard names.contains(certificate) else {
            throw .unknownCertificate(certificate, known: names)
        }
        return certificate
    }

    private func export(_ name: String, from store: CertificateStore) throws(Diagnostic) {
        let parts: (chain: [UInt8], key: [UInt8], authority: [UInt8])
        do throws(SystemError) {
            parts = (try store.chainPEM(of: name), try store.keyPEM(of: name), try store.authorityPEM())
        } catch {
            throw .unreadableInput(error.subject ?? name, error)
        }
        let file = OutputFile(path: output)
        // A PKCS #12 file is a SEQUENCE in DER; a key or a certificate in PEM is none.
        if let present = try? file.read(), let first = present.first, first != 0x30 {
            throw .keptFile(output, "is not a PKCS #12 file")
        }
        let archive = try KeyArchive.make(
            name: name, chainPEM: parts.chain, keyPEM: parts.key, authorityPEM: parts.authority, password: password)
        do throws(SystemError) {
            try file.write(archive, mode: 0o600)
        } catch {
            throw .unwritableOutput(output, error)
        }
    }
}
