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
            // What is bad on purpose is no renewed certificate, and no client that verifies gets to see it.
            guard service.tls?.defect == nil, service.portChoice != .open, let port = service.port?.value,
                let certificate = stack.certificate(of: service),
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

    /// What every port serves now that the certificates have been renewed, and what is wrong with those that do not serve
    /// the new one.
    func afterRenewal(_ reports: [CertificateReport]) async -> (ports: [PortRenewal], findings: [Diagnostic]) {
        var ports: [PortRenewal] = []
        var findings: [Diagnostic] = []
        for ((service, port, _), (old, new)) in zip(services, zip(before, await ask())) {
            let name = service.name.value
            let certificate = service.tls?.certificate.value ?? ""
            let wanted = reports.first { $0.name == certificate }?.serial
            let isNew = new.serial != nil && new.serial == wanted
            ports.append(
                PortRenewal(
                    service: name, port: port, certificate: certificate, before: old.serial, after: new.serial,
                    isProven: isNew && new.failure == nil))
            if let serial = new.serial, !isNew {
                findings.append(
                    .staleCertificate(
                        name, port, serial: serial, isBuiltIn: service.isBuiltIn, at: service.location))
            } else if new.serial == nil {
                findings.append(.silentPort(name, port, at: service.location))
            } else if let failure = new.failure {
                findings.append(.refusedRenewal(name, port, failure, at: service.location))
            }
        }
        return (ports, findings)
    }
}

extension PortRenewal {
    /// `site on port 1443 serves it: 1f2e -> 3d4c`.
    var line: String { "\(service) on port \(port) serves it: \(before ?? "nothing") -> \(after ?? "nothing")" }
}
