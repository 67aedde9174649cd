import Certificates
internal import Diagnostics
import Linux
import Serving
internal import StackModel
import Supervision
import TLS

/// What a built-in service of the stack serves, the same whether it runs in this process or in a child.
struct BuiltInPlan: Sendable {
    let stack: Stack
    let service: Service
    /// By which its certificate is renewed, with all that the stack has then.
    let store: @Sendable () -> CertificateStore

    /// Its configuration over these sockets.
    ///
    /// - Parameter complain: told what its log should say besides requests.
    /// - Throws: when the certificate cannot be read, or one that is bad on purpose cannot be made.
    func configuration(
        sockets: [ServerConfiguration.Socket], complain: @escaping @Sendable (String) -> Void
    ) throws -> ServerConfiguration? {
        let content: ServerConfiguration.Content
        switch service.kind {
        case .files(let site): content = .files(site, neverServe: stack.neverServed)
        case .table(let source): content = .table(source)
        case .command: return nil
        }
        var names = service.hosts.map(\.value)
        var identity: (any TLSIdentitySource)?
        if let tls = service.tls, let certificate = stack.certificate(of: service) {
            names += certificate.names.map(\.value)
            identity =
                if let defect = tls.defect?.value {
                    try defectiveIdentity(of: certificate, defect, tls, complain: complain)
                } else {
                    try servedIdentity(of: certificate, tls, complain: complain)
                }
        }
        return ServerConfiguration(content: content, sockets: sockets, tls: identity, hostNames: names)
    }

    private func defectiveIdentity(
        of certificate: CertificateRequest, _ defect: CertificateDefect, _ tls: ServiceTLS,
        complain: @escaping @Sendable (String) -> Void
    ) throws -> DefectiveIdentity {
        let store = stack.certificateStore
        return try DefectiveIdentity(
            defect, tls: tls, clientAuthority: ServedFiles(of: tls, in: store).clientAuthority,
            signerFiles: store.signerFiles, longestUse: Double(certificate.days) * 86_400 / 3,
            now: WallClock.now, complain: complain
        ) { keptKey in
            var collector = DiagnosticCollector()
            let made = store.defective(
                defect, of: certificate.name.value, keptKey: keptKey, collector: &collector)
            guard let made else {
                let reason = collector.diagnostics.first { $0.severity == .error }
                throw SupervisionProblem(
                    reason?.message ?? "its bad certificate cannot be made", remedy: reason?.remedy)
            }
            return made
        }
    }

    private func servedIdentity(
        of certificate: CertificateRequest, _ tls: ServiceTLS, complain: @escaping @Sendable (String) -> Void
    ) throws -> ServedIdentity {
        return try ServedIdentity(
            files: ServedFiles(of: tls, in: stack.certificateStore), renewBefore: certificate.renewBefore,
            renew: {
                var collector = DiagnosticCollector()
                for report in store().prepare(collector: &collector) {
                    if case .renewed(let reason) = report.action { complain("\(report.name) renewed: \(reason)") }
                }
                for diagnostic in collector.diagnostics { complain(diagnostic.message) }
            }, complain: complain)
    }
}
