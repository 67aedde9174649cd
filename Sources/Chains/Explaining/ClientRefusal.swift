internal import Diagnostics
internal import StackModel

/// Why a server refused a client that it had asked for a certificate, as far as the client's side tells: an alert is one word.
struct ClientRefusal {
    let reason: FailureReason
    let url: RequestURL
    let stack: StackCertificates?
    /// Where the check stands that showed the certificate; `nil` of a command.
    let site: SourceLocation?
    /// What the client showed.
    let shown: FailureExplainer.Shown?
    let now: Double
    /// Whether that is another time than the clock's.
    let isOtherTime: Bool

    /// `nil` of any other reason.
    var explanation: ChainExplanation? {
        switch reason {
        case .noClientCertificate: missing
        case .clientCertificateRefused: refused
        default: nil
        }
    }

    private var missing: ChainExplanation {
        ChainExplanation(
            rule: "no_client_certificate", requirement: "a client shows a certificate where the server asks for one",
            source: "RFC 8446, 4.3.2 and 4.4.2.4",
            finding: "the server asks for a client certificate, and the client shows none", certificate: nil,
            remedy: missingRemedy)
    }

    private var missingRemedy: String {
        let known = stack?.requests.first { $0.usage != .server }?.name.value
        guard let site else {
            let pair = known.map { "\(folder)\($0)" } ?? "client"
            return ShellText.line(["curl", "--cert", "\(pair).pem", "--key", "\(pair).key", "\(url)"])
        }
        let check = "the check (\(site.file):\(site.line))"
        return known.map { "write `client_certificate: \($0)` in \(check)" }
            ?? "add a certificate with `usage: client`, and its name as `client_certificate` to \(check)"
    }

    private var refused: ChainExplanation {
        let (finding, remedy) = fault
        return ChainExplanation(
            rule: "client_certificate_refused",
            requirement:
                "a client's certificate is valid, made for clients, and of an authority that the server trusts",
            source: "RFC 8446, 4.4.2.4; openssl-verification-options(1), sslclient", finding: finding,
            certificate: nil, remedy: remedy)
    }

    /// What a server that does as OpenSSL does would find, in its order.
    private var fault: (finding: String, remedy: String) {
        let own = "the server refuses the client's certificate"
        guard let shown, let leaf = ParsedCertificate.chain(pem: shown.chainPEM)?.first else {
            return (own, "let the server trust the authority that issued it")
        }
        let facts = CertificateFacts(of: leaf)
        let name = "`\(shown.name)`"
        if facts.shown.notAfter < now {
            let end = facts.shown.notAfter
            if isOtherTime {
                return (
                    "a server refuses the client's certificate \(name) by then: it ends on \(CalendarDate(end)), "
                        + "\(TimeSpan.words(now - end)) before",
                    "keep the stack up, or check it before then: devstack renews its certificates in time"
                )
            }
            return (
                "\(own) \(name), which expired on \(CalendarDate(end)), \(TimeSpan.words(now - end)) ago",
                "devstack certs --renew"
            )
        }
        if facts.shown.notBefore > now {
            return (
                "\(own) \(name), which is valid from \(CalendarDate(facts.shown.notBefore)) on",
                "sudo timedatectl set-ntp true"
            )
        }
        if let purposes = facts.extendedKeyUsage, purposes.allSatisfy({ !Self.clientPurposes.contains($0) }) {
            let place = stack?.requests.first { $0.name.value == shown.name }?.name.location
            return (
                "\(own) \(name), which is not made for clients: no clientAuth",
                "write `usage: both` in the certificate \(name)" + (place.map { " (\($0.file):\($0.line))" } ?? "")
            )
        }
        let issuer = PrintableText.escaped(facts.shown.issuer)
        return (
            "\(own) \(name), which \"\(issuer)\" issued",
            "let the server take clients of that authority"
                + (stack.map { ": \($0.authorityFile) (a built-in: `client_ca: stack`)" } ?? "")
        )
    }

    /// clientAuth and anyExtendedKeyUsage (RFC 5280, 4.2.1.12).
    private static let clientPurposes: Set<String> = ["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"]

    /// Of the stack's certificates, with its slash.
    private var folder: String {
        let parts = (stack?.authorityFile ?? "").split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "" : parts.joined(separator: "/") + "/"
    }
}
