internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Whether a service can be asked in the way that its health check says.
    mutating func checkHealth(of service: ServiceDraft) {
        guard let health = service.health, let place = service.given["healthcheck"] else { return }
        let name = service.name.value.excerpt
        if let ready = service.ready, ready.value == .exit {
            report(
                .badReadiness, "\(name) is a one-shot, which has ended when it could be asked", at: place,
                remedy: "Remove `healthcheck`.",
                notes: [Diagnostic.Note("this makes it a one-shot", at: ready.location)])
            return
        }
        guard let probe = health.givenProbe, let asked = health.given[probe] else {
            if !health.isDisabled, service.ready?.value.healthProbe == nil {
                report(
                    .badReadiness, "this health check asks nothing, and neither does `ready`", at: place,
                    remedy: "Add one of `test`, `http`, `tls` or `command`.")
            }
            return
        }
        switch probe {
        case "http" where service.given["port"] == nil && !service.isBuiltIn:
            report(
                .badReadiness, "this health check needs a port, and \(name) has none", at: asked, remedy: "Add `port`.")
        case "tls" where service.given["tls"] == nil:
            let certificate = stack.certificates.first?.name.value ?? "localhost"
            report(
                .badReadiness, "this health check needs `tls`, the certificate that is expected, and \(name) has none",
                at: asked, remedy: "Add tls: \(certificate).")
        case "test", "command":
            guard service.isBuiltIn else { return }
            report(
                .badReadiness, "this health check is for a `command`, and \(name) is a built-in server", at: asked,
                remedy: "Write `http` with a path that it serves.")
        default: break
        }
    }
}
