import Certificates
import Diagnostics
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
        var answers: [ServedSerial] = []
        for (service, port, host) in services {
            answers.append(
                await ServedSerial.ask(
                    address: service.addresses.first ?? "127.0.0.1", port: port, host: host, authorityPEM: authority))
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
            let wanted = reports.first { $0.name == service.tls?.value }?.serial
            guard let serial = new.serial else {
                findings.append(Self.silent(name, port, at: service.location))
                continue
            }
            if serial == wanted, new.failure == nil {
                lines.append("\(name) on port \(port) serves it: \(old.serial ?? "nothing") -> \(serial)")
            } else if serial == wanted {
                findings.append(Self.refused(name, port, new.failure ?? "", at: service.location))
            } else {
                findings.append(Self.stale(service, port, serial))
            }
        }
        return (lines, findings)
    }

    private static func silent(_ name: String, _ port: UInt16, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning, "R020", "the stack is up, and \(name) answers no TLS client on port \(port)", at: location,
            remedy: "See its log; the renewed certificate is on disk.")
    }

    private static func refused(
        _ name: String, _ port: UInt16, _ reason: String, at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            .error, "R021",
            "\(name) on port \(port) serves the renewed certificate, and a client refuses it: \(reason)",
            at: location)
    }

    /// A program reads its certificate when it starts, mostly; a built-in server looks at each handshake.
    private static func stale(_ service: Service, _ port: UInt16, _ serial: String) -> Diagnostic {
        Diagnostic(
            service.isBuiltIn ? .error : .warning, "R022",
            "\(service.name.value) on port \(port) still serves the certificate from before (serial \(serial))",
            at: service.location,
            remedy: service.isBuiltIn
                ? "Stop the stack and start it again."
                : "Restart the program, or have it read its certificate again; devstack cannot make it do so.")
    }
}
