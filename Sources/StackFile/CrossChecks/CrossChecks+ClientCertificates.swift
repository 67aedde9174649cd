internal import Diagnostics
internal import StackModel

/// Mutual TLS: who asks for a client's certificate, and who shows one.
extension CrossChecks {
    /// What a check says of the certificate that it shows, whoever asks.
    mutating func checkClientCertificate(of check: CheckDraft) {
        guard let shown = check.clientCertificate else { return }
        guard let certificate = certificates[shown.value] else {
            let fitting = stack.certificates.filter(\.isForClients).map(\.name.value)
            reportUnknownCertificate(
                shown, among: fitting.isEmpty ? stack.certificates.map(\.name.value) : fitting,
                ifNone: "Add certificates: {\(shown.value): {names: [localhost], usage: client}}.")
            return
        }
        // That a server refuses it may be what is to be shown.
        let isRefusal = check.expect.expectation.failure?.value == .clientCertificateRefused
        if !certificate.isForClients, certificate.given["usage"] == nil || certificate.usage != nil, !isRefusal {
            report(
                .misplacedWord,
                "the certificate \(shown.value.excerpt) is for servers, and no server accepts it of a client",
                at: shown.location,
                remedy: "Write `usage: client` or `usage: both` in it, or take another certificate.",
                notes: [
                    Diagnostic.Note(
                        "the certificate is given here", at: certificate.given["usage"] ?? certificate.name.location)
                ])
        }
        guard let url = check.requests.first?.url, check.requests.count == 1, !url.value.isSecure else { return }
        report(
            .misplacedWord, "over http:// no certificate is shown",
            at: check.given["client_certificate"] ?? shown.location,
            remedy: "Write https://, or remove `client_certificate`.",
            notes: [Diagnostic.Note("the request is this", at: url.location)])
    }

    /// Whether a check shows a certificate where, and only where, one of these services asks for it.
    mutating func checkClientCertificate(
        of check: CheckDraft, at url: Located<RequestURL>, by services: [ServiceDraft]
    ) {
        guard let service = services.first else { return }
        let name = service.name.value.excerpt
        if services.allSatisfy(\.tls.asksClients), check.given["client_certificate"] == nil,
            check.expect.given["failure"] == nil
        {
            let known = stack.certificates.first(where: \.isForClients)?.name.value
            report(
                .missingClientCertificate, "\(name) asks for a client certificate, and this check shows none",
                at: url.location,
                remedy: known.map { "Add client_certificate: \($0), or expect failure: no_client_certificate." }
                    ?? "Add a certificate with `usage: client`, and its name as `client_certificate`; else expect "
                    + "failure: no_client_certificate.",
                notes: [Diagnostic.Note("it asks here", at: service.tls.given["client_ca"])])
        } else if services.allSatisfy({ $0.isBuiltIn && !$0.tls.asksClients }),
            let place = check.given["client_certificate"], check.clientCertificate != nil
        {
            report(
                .unaskedCertificate, "\(name) asks for no client certificate, so that none is shown", at: place,
                remedy:
                    "Remove it, or let \(name) ask: tls: {certificate: \(service.tls.certificate?.value ?? "NAME"), "
                    + "client_ca: stack}.",
                notes: [Diagnostic.Note("its TLS is given here", at: service.given["tls"])])
        }
    }

    /// A failure that belongs to mutual TLS, where it cannot happen.
    mutating func warnOfClientFailure(of check: CheckDraft, _ failure: Located<FailureReason>) {
        let shown = check.given["client_certificate"]
        switch failure.value {
        case .noClientCertificate:
            guard let shown else { return }
            report(
                .impossibleFailure, "`no_client_certificate` cannot happen where one is shown", at: failure.location,
                remedy: "Remove `client_certificate`, or expect another failure.",
                notes: [Diagnostic.Note("it is given here", at: shown)])
        case .clientCertificateRefused where shown == nil:
            report(
                .impossibleFailure, "`client_certificate_refused` cannot happen where none is shown",
                at: failure.location,
                remedy: "Add `client_certificate`, or expect failure: no_client_certificate.")
        default: return
        }
    }

    /// - Parameters:
    ///   - names: the certificates that would do here.
    ///   - addition: what to do where there are none.
    mutating func reportUnknownCertificate(_ name: Located<String>, among names: [String], ifNone addition: String) {
        // Where there are too many mistakes for guesses, there may be as many certificates.
        let guesses = mistakes.count < TreeLimits.suggestions ? names : []
        let remedy: String
        if let near = Spelling.nearest(to: name.value, in: guesses) {
            remedy = "Did you mean `\(near)`?"
        } else if let first = guesses.first, ["true", "yes", "on"].contains(name.value.lowercased()) {
            remedy = "Name the certificate, such as \(first)."
        } else if names.isEmpty {
            remedy = addition
        } else {
            remedy = "Add it to `certificates`, or write one of: \(names.prefix(20).joined(separator: ", "))."
        }
        report(
            .unknownCertificate, "there is no certificate \(name.value.excerpt)", at: name.location, remedy: remedy,
            notes: stack.given["certificates"].map { [Diagnostic.Note("the certificates are given here", at: $0)] }
                ?? [])
    }
}

extension CertificateDraft {
    var isForClients: Bool { usage == .client || usage == .both }
}
