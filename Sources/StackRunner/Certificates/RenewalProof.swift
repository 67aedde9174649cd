import Certificates
internal import Diagnostics
internal import StackModel
import Supervision

/// What shows that a stack which is up serves its renewed certificates: a handshake with each port, before and after.
struct RenewalProof: Sendable {
    private let stack: Stack
    /// The services with TLS, each with its port; none when the stack is not up.
    private let services: [(service: Service, port: UInt16, host: String)]
    private var before: [ServedSerial] = []

    /// Asks every port what it serves now.
    init(of stack: Stack) async {
        self.stack = stack
        guard RunPresence.holder(ofStateDirectory: stack.stateDirectory) != nil else {
            services = []
            return
        }
        services = stack.services.compactMap { service in
            guard let port = service.port?.value, let certificate = stack.certificate(of: service),
                let host = certificate.names.first(where: { !$0.value.hasPrefix("*") })?.value
            else { return nil }
            return (service, port, host)
        }
        before = await ask()
    }

    private func ask() async -> [ServedSerial] {
        let authority = (try? stack.certificateStore.authorityPEM()) ?? []
        let identity = stack.ownClientCertificate.flatMap { try? stack.identity(ofCertificate: $0) }
        var answers: [ServedSerial] = []
        for (service, port, host) in services {
            answers.append(
                await ServedSerial.ask(
                    address: service.addresses.first ?? "127.0.0.1", port: port, host: host, authorityPEM: authority,
                    identity: identity))
        }
        return answers
    }

    /// What every port serves now that the certificates have been renewed.
    ///
    /// - Returns: a line for each that serves the new one, and what is wrong with the others.
    func afterRenewal(_ reports: [CertificateReport]) async -> (lines: [String], findings: [Diagnostic]) {
        var lines: [String] = []
        var findings: [Diagnostic] = []
        for ((service, port, _), (old, new)) in zip(services, zip(before, await ask())) {
            let name = service.name.value
            let wanted = reports.first { $0.name == service.tls?.certificate.value }?.serial
            guard let serial = new.serial else {
                findings.append(.silentPort(name, port, at: service.location))
                continue
            }
            if serial == wanted, new.failure == nil {
                lines.append("\(name) on port \(port) serves it: \(old.serial ?? "nothing") -> \(serial)")
            } else if serial == wanted {
                findings.append(.refusedRenewal(name, port, new.failure ?? "", at: service.location))
            } else {
                findings.append(
                    .staleCertificate(
                        name, port, serial: serial, isBuiltIn: service.isBuiltIn, at: service.location))
            }
        }
        return (lines, findings)
    }
}
