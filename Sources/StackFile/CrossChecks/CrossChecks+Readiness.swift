internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Whether a service can be ready in the way that it says.
    mutating func checkReadiness(of service: ServiceDraft) {
        checkActivation(of: service)
        guard let ready = service.ready else { return }
        if ready.value == .exit, let restart = service.restart, restart.value.restartsAfterSuccess {
            report(
                .badRestart, "a one-shot is done when it has ended well, and is not started again then",
                at: restart.location, remedy: "Write restart: on-failure, or leave it out.",
                notes: [Diagnostic.Note("this makes it a one-shot", at: ready.location)])
        }
        let name = service.name.value.excerpt
        switch ready.value {
        case .started: break
        case .http where service.tls.asksClients && !stack.certificates.contains(where: \.isForClients):
            report(
                .badReadiness, "\(name) asks for a client certificate, and the probe has none to show",
                at: ready.location,
                remedy: "Add a certificate with `usage: client`, or write ready: tls, for which a handshake is enough.",
                notes: [Diagnostic.Note("it asks here", at: service.tls.given["client_ca"])])
        case .listen, .http:
            guard service.given["port"] == nil, !service.isBuiltIn else { return }
            report(
                .badReadiness, "this readiness needs a port, and \(name) has none", at: ready.location,
                remedy: "Add `port`; for a program that only has to end well write ready: exit.")
        case .tls:
            guard service.given["tls"] == nil else { return }
            let certificate = stack.certificates.first?.name.value ?? "localhost"
            report(
                .badReadiness, "this readiness needs `tls`, the certificate that is expected, and \(name) has none",
                at: ready.location, remedy: "Add tls: \(certificate).")
        case .exit:
            if service.isBuiltIn {
                report(
                    .badReadiness, "a built-in server does not exit", at: ready.location,
                    remedy: "Remove it: a built-in is ready when it listens.")
            } else if let port = service.given["port"] {
                report(
                    .badReadiness, "a service with a port is not ready when it has exited", at: ready.location,
                    remedy: "Remove `port` from a one-shot, or make it ready: listen.",
                    notes: [Diagnostic.Note("the port is given here", at: port)])
            }
        case .log, .notify, .command:
            guard service.isBuiltIn else { return }
            report(
                .badReadiness, "this readiness is for a `command`, and \(name) is a built-in server",
                at: ready.location, remedy: "Remove it: a built-in is ready when it listens.")
        }
    }

    /// The port listens before the program runs, so that only the program itself can say when it is ready.
    private mutating func checkActivation(of service: ServiceDraft) {
        guard let socket = service.socket, !service.isBuiltIn else { return }
        let remedy =
            "Write `ready` so that the program is asked: notify, tls, {http: /path}, {log: REGEX} or {command: ...}."
        let name = service.name.value.excerpt
        if let ready = service.ready {
            guard ready.value == .listen else { return }
            report(
                .badReadiness, "the port of \(name) is open before its program runs, so that it says nothing of it",
                at: ready.location, remedy: remedy,
                notes: [Diagnostic.Note("devstack opens the port here", at: socket.location)])
        } else if let place = service.given["ready"] {
            guard service.within != nil else { return }
            report(
                .badReadiness, "this names no condition, and the port of \(name) is open before its program runs",
                at: place, remedy: remedy)
        } else {
            report(
                .badReadiness, "nothing says when \(name) is ready: its port is open before its program runs",
                at: socket.location, remedy: remedy)
        }
    }
}
