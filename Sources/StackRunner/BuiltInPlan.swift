import Certificates
internal import Diagnostics
import Linux
import Serving
internal import StackModel
import TLS

/// What a built-in service of the stack serves, the same whether it runs in this process or in a child.
struct BuiltInPlan: Sendable {
    let stack: Stack
    let service: Service

    /// Its configuration over these sockets.
    ///
    /// - Parameter complain: told what its log should say besides requests.
    /// - Throws: when the certificate cannot be read.
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
        var identity: ServedIdentity?
        if let tls = service.tls, let certificate = stack.certificate(of: service) {
            names += certificate.names.map(\.value)
            identity = try servedIdentity(of: certificate, tls, complain: complain)
        }
        return ServerConfiguration(content: content, sockets: sockets, tls: identity, hostNames: names)
    }

    private func servedIdentity(
        of certificate: CertificateRequest, _ tls: ServiceTLS, complain: @escaping @Sendable (String) -> Void
    ) throws -> ServedIdentity {
        let store = stack.certificateStore
        return try ServedIdentity(
            files: ServedFiles(of: tls, in: store), renewBefore: certificate.renewBefore,
            renew: {
                var collector = DiagnosticCollector()
                for report in store.prepare(collector: &collector) {
                    if case .renewed(let reason) = report.action { complain("\(report.name) renewed: \(reason)") }
                }
                for diagnostic in collector.diagnostics { complain(diagnostic.message) }
            }, complain: complain)
    }
}
