import Certificates
internal import Diagnostics
internal import StackModel
import Supervision

/// What shows that a stack which is up serves its renewed certificates: a handshake with each port, before and after.
struct RenewalProof: Sendable {
    private struct Port: Sendable {
        var service: Service
        var number: UInt16
        /// A name that its certificate is for.
        var host: String
    }

    private let stack: Stack
    /// Those of the services with TLS, and what each served before; none when the stack is not up.
    private var ports: [(port: Port, before: ServedSerial)] = []

    /// Asks every port what it serves now.
    init(of stack: Stack) async {
        self.stack = stack
        guard RunPresence.holder(ofStateDirectory: stack.stateDirectory) != nil else { return }
        let asked = stack.services.flatMap { Self.ports(of: $0, in: stack) }
        ports = zip(asked, await Self.ask(asked, of: stack)).filter { port, before in
            // A further port may speak something else.
            port.number == port.service.port?.value || before.serial != nil
        }
        .map { ($0, $1) }
    }

    private static func ports(of service: Service, in stack: Stack) -> [Port] {
        // What is bad on purpose is no renewed certificate, and no client that verifies gets to see it.
        guard service.tls?.defect == nil, let certificate = stack.certificate(of: service),
            let host = certificate.names.first(where: { !$0.value.hasPrefix("*") })?.value
        else { return [] }
        let main = service.port.map { [(number: $0.value, choice: service.portChoice)] } ?? []
        return (main + service.ports.map { ($0.number.value, $0.choice) }).filter { $0.choice != .open }
            .map { Port(service: service, number: $0.number, host: host) }
    }

    /// Side by side: one that speaks something else may say nothing until the time for a handshake is over.
    private static func ask(_ ports: [Port], of stack: Stack) async -> [ServedSerial] {
        let authority = (try? stack.certificateStore.authorityPEM()) ?? []
        let identity = stack.ownClientCertificate.flatMap { try? stack.identity(ofCertificate: $0) }
        return await withTaskGroup(of: (Int, ServedSerial).self) { tasks in
            for (place, port) in ports.enumerated() {
                tasks.addTask {
                    let answer = await ServedSerial.ask(
                        address: port.service.addresses.first ?? "127.0.0.1", port: port.number, host: port.host,
                        authorityPEM: authority, identity: identity)
                    return (place, answer)
                }
            }
            var answers = ports.map { _ in ServedSerial() }
            for await (place, answer) in tasks { answers[place] = answer }
            return answers
        }
    }

    /// What every port serves now that the certificates have been renewed, and what is wrong with those that do not serve
    /// the new one.
    func afterRenewal(_ reports: [CertificateReport]) async -> (ports: [PortRenewal], findings: [Diagnostic]) {
        var renewals: [PortRenewal] = []
        var findings: [Diagnostic] = []
        for ((asked, old), new) in zip(ports, await Self.ask(ports.map(\.port), of: stack)) {
            let (service, port) = (asked.service, asked.number)
            let name = service.name.value
            let certificate = service.tls?.certificate.value ?? ""
            let wanted = reports.first { $0.name == certificate }?.serial
            let isNew = new.serial != nil && new.serial == wanted
            renewals.append(
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
        return (renewals, findings)
    }
}

extension PortRenewal {
    /// `site on port 1443 serves it: 1f2e -> 3d4c`.
    var line: String { "\(service) on port \(port) serves it: \(before ?? "nothing") -> \(after ?? "nothing")" }
}
