internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// What fits together, and is hardly meant.
    mutating func warn() {
        warnOfUnusedCertificates()
        warnOfCase(stack.services.map(\.name), "services")
        warnOfCase(stack.checks.map(\.name), "checks")
        for check in stack.checks {
            warnOfFailure(of: check)
            warnOfHost(of: check)
        }
        warnOfPorts()
        warnOfMovedPorts()
    }

    private mutating func warnOfUnusedCertificates() {
        guard isAllBuiltIn,
            stack.services.allSatisfy({ $0.tls.certificate.map { certificates[$0.value] != nil } ?? true })
        else {
            return
        }
        let used = Set(
            stack.services.compactMap(\.tls.certificate?.value) + stack.checks.compactMap(\.clientCertificate?.value))
        // One for clients is for programs that devstack may know nothing of.
        for certificate in stack.certificates
        where !used.contains(certificate.name.value) && (certificate.usage ?? .server) == .server {
            let name = certificate.name.value
            report(
                .unusedCertificate, "no service uses the certificate \(name.excerpt)", at: certificate.name.location,
                remedy: "Give a service tls: \(name), or remove the certificate.")
        }
    }

    private mutating func warnOfCase(_ names: [Located<String>], _ things: String) {
        var seen: [String: Located<String>] = [:]
        for name in names {
            guard let first = seen.updateValue(name, forKey: name.value.lowercased()) else { continue }
            report(
                .namesDifferByCase,
                "the \(things) \(first.value.excerpt) and \(name.value.excerpt) differ only by case",
                at: name.location, remedy: "Give one of them another name, or make them one.",
                notes: [Diagnostic.Note("the first is here", at: first.location)])
        }
    }

    private mutating func warnOfPorts() {
        guard isAllBuiltIn else { return }
        // Among more than these the nearest is hardly the one that was meant, and looking takes long.
        let ports = servicesByPort.keys.sorted().prefix(1_000).map { "\($0)" }
        for check in stack.checks { warnOfPort(of: check, known: ports) }
    }

    private mutating func warnOfPort(of check: CheckDraft, known ports: [String]) {
        guard check.expect.given["failure"] == nil, check.requests.count == 1,
            let url = check.requests.first?.url, servicesByPort[url.value.port] == nil,
            let host = try? HostName(parsing: url.value.host), host.isLoopback
        else { return }
        let near =
            mistakes.count < TreeLimits.suggestions ? Spelling.nearest(to: "\(url.value.port)", in: ports) : nil
        report(
            .portOfNobody, "no service of this stack has port \(url.value.port)", at: url.location,
            remedy: near.map { "Did you mean \($0)?" }
                ?? "Write the port of one of them\(Self.some(of: ports)), or add the service.")
    }

    /// Between containers a service's name is a host's.
    private mutating func warnOfHost(of check: CheckDraft) {
        guard check.expect.given["failure"] == nil, check.requests.count == 1, let url = check.requests.first?.url,
            let service = servicesByPort[url.value.port]?.first(where: { $0.name.value == url.value.host }),
            let host = try? HostName(parsing: url.value.host), case .name = host, !host.isLoopback,
            !stack.certificates.contains(where: { $0.covers(host) }),
            !stack.services.contains(where: { $0.hosts.contains { $0.value == url.value.host } })
        else { return }
        let scheme = url.value.isSecure ? "https" : "http"
        report(
            .serviceAsHost, "\(service.name.value.excerpt) is the name of a service, not of a host", at: url.location,
            remedy: "Write \(scheme)://localhost:\(url.value.port)\(url.value.target).",
            notes: [Diagnostic.Note("the service is given here", at: service.name.location)])
    }

    private static func some(of ports: [String]) -> String {
        ports.isEmpty ? "" : " (\(ports.prefix(8).joined(separator: ", ")))"
    }

    private mutating func warnOfFailure(of check: CheckDraft) {
        guard check.requests.count == 1, let url = check.requests.first?.url,
            let failure = check.expect.expectation.failure, failure.value.isOfChain || failure.value.isOfClient
        else { return }
        let reason = failure.value.rawValue
        if !url.value.isSecure {
            report(
                .impossibleFailure, "\(reason.excerpt) cannot happen over http://, where no certificate is shown",
                at: failure.location, remedy: "Write https://, or expect another failure.",
                notes: [Diagnostic.Note("the request is this", at: url.location)])
        } else if failure.value.isOfClient {
            warnOfClientFailure(of: check, failure)
        } else if check.trust == RequestSpecification.Trust.none {
            report(
                .impossibleFailure, "\(reason.excerpt) cannot happen with trust: none, where nothing is verified",
                at: failure.location, remedy: "Remove `trust`, or expect another failure.",
                notes: check.given["trust"].map { [Diagnostic.Note("the trust is given here", at: $0)] } ?? [])
        }
    }
}
