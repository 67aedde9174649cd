internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Whether a request fits the service on its port: its scheme, and for https its host.
    mutating func checkTarget(of check: CheckDraft) {
        guard check.requests.count == 1, let url = check.requests.first?.url,
            let host = try? HostName(parsing: url.value.host)
        else { return }
        // An expectation that could not be read may be any.
        let failure = check.expect.expectation.failure?.value
        if check.expect.given["failure"] != nil, failure == nil { return }
        let services = (servicesByPort[url.value.port] ?? []).filter { $0.mayListen(at: host) }
        guard !services.isEmpty, isExpectedHere(host, at: url.value, of: services) else {
            return
        }
        if let other = services.first, services.allSatisfy({ $0.isSecure != url.value.isSecure }) {
            checkScheme(url, of: other, failure: failure)
        } else if url.value.isSecure {
            warnOfDefect(of: services, url: url, check: check)
            let secure = services.filter(\.isSecure)
            checkCoverage(of: host, url: url, by: secure, check: check, failure: failure)
            checkClientCertificate(of: check, at: url, by: secure)
        }
    }

    private mutating func checkScheme(_ url: Located<RequestURL>, of service: ServiceDraft, failure: FailureReason?) {
        // What a client may meet that speaks the wrong protocol, or that does not come so far.
        let fitting: Set<FailureReason> = [
            .notTLS, .protocolVersion, .badResponse, .closed, .reset, .truncated, .timeout, .refused, .unreachable,
            .nameNotFound,
        ]
        if let failure, fitting.contains(failure) { return }
        let name = service.name.value.excerpt
        let note = Diagnostic.Note(
            service.isSecure ? "\(name) speaks TLS" : "\(name) has the port",
            at: service.isSecure ? service.given["tls"] : service.given["port"])
        if url.value.isSecure {
            report(
                .wrongScheme, "\(name) speaks plain http on port \(url.value.port)", at: url.location,
                remedy: "Write http://, or give \(name) `tls` and a certificate; else expect failure: not_tls.",
                notes: [note])
        } else {
            report(
                .wrongScheme, "\(name) speaks https on port \(url.value.port)", at: url.location,
                remedy: "Write https://.", notes: [note])
        }
    }

    private mutating func checkCoverage(
        of host: HostName, url: Located<RequestURL>, by services: [ServiceDraft], check: CheckDraft,
        failure: FailureReason?
    ) {
        // These come before the certificate is looked at; and where nothing is verified, no name is.
        let earlier: Set<FailureReason> = [
            .wrongHost, .nameNotFound, .refused, .unreachable, .timeout, .reset, .closed, .notTLS, .protocolVersion,
            .noSharedCipher,
        ]
        if let failure, earlier.contains(failure) { return }
        if check.given["trust"] != nil, check.trust == nil || check.trust == RequestSpecification.Trust.none { return }
        var certificates: [CertificateDraft] = []
        for service in services {
            guard let name = service.tls.certificate?.value, let certificate = self.certificates[name],
                certificate.namesAreWhole
            else { return }
            certificates.append(certificate)
        }
        guard let certificate = certificates.first, !certificates.contains(where: { $0.covers(host) }) else { return }
        report(
            .hostNotCertified,
            "\(host.description.excerpt) is not in the certificate \(certificate.name.value.excerpt) of this port",
            at: url.location,
            remedy: "Add it to the certificate's names, ask for one of them, or expect failure: wrong_host.",
            notes: [Diagnostic.Note("the certificate is given here", at: certificate.name.location)])
    }

    /// Whether the request comes to this stack at all: other hosts are resolved as usual, and may be anywhere.
    private func isExpectedHere(_ host: HostName, at url: RequestURL, of services: [ServiceDraft]) -> Bool {
        if host.isLoopback || host.isWithin("test") || stack.certificates.contains(where: { $0.covers(host) }) {
            return true
        }
        if services.contains(where: { $0.hosts.contains { $0.value == url.host } }) { return true }
        // On the scheme's own port even a public site is likely; on any other it is this stack that is meant.
        return url.isSecure && url.port != 443
    }
}

extension ServiceDraft {
    /// Whether a request to this host can come to this service: only an address says for sure that it cannot.
    fileprivate func mayListen(at host: HostName) -> Bool {
        guard case .address = host, given["host"] == nil || self.host != nil else { return true }
        return CrossChecks.overlap(host, self.host?.value)
    }
}
