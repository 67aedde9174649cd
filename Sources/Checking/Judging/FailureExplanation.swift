internal import Diagnostics
internal import StackModel

/// What a failure means and what to do about it, said as a friend who knows would.
struct FailureExplanation {
    private let failure: ExchangeFailure
    private let request: RequestSpecification
    private let record: ExchangeRecord
    private let now: Double

    init(
        _ failure: ExchangeFailure, request: RequestSpecification, record: ExchangeRecord, now: Double
    ) {
        self.failure = failure
        self.request = request
        self.record = record
        self.now = now
    }

    private var host: String { request.url.host }
    private var leaf: ExchangeRecord.ServedCertificate? { record.chain.first }

    /// `nil` where the failure's own words say it all.
    var text: String? {
        guard case .reason(let reason) = failure.cause else { return nil }
        return switch reason {
        case .nameNotFound:
            "only localhost, *.localhost, the names in this stack's certificates and, on its ports, those below test and "
                + "`permit` go to loopback without DNS"
        case .refused: "nothing listens there on port \(request.url.port)"
        case .unreachable: "this machine has no way to that address"
        case .timeout: "the check's `timeout` is over; a longer one helps only if the server is slow and not stuck"
        case .reset: "the server, or something between, broke the connection off"
        case .closed: closed
        case .truncated: "what came is not the whole response; the server stopped early, or died"
        case .notTLS: "the server answered without TLS; is the URL meant to be http://\(request.url.authority)?"
        case .badResponse: badResponse
        case .untrustedIssuer: untrustedIssuer
        case .selfSigned: selfSigned
        case .wrongHost: wrongHost
        case .expired: expired
        case .notYetValid: notYetValid
        default: certificate(reason)
        }
    }

    private var closed: String {
        if request.url.isSecure, record.tlsVersion == nil {
            return "the server closed the connection before the TLS handshake was complete"
        }
        let answer = "the server closed the connection without an answer"
        // A TLS server does just this when its first bytes are HTTP.
        return request.url.isSecure
            ? "\(answer); its log may say why" : "\(answer); does this port speak TLS (https://)?"
    }

    private var badResponse: String {
        // A TLS alert (RFC 8446, 6 and 5.1): content type 21, then version 3.x.
        if failure.detail.contains("\"\\x15\\x03") {
            return "the server speaks TLS; the URL must begin with https://"
        }
        return failure.explanation ?? "the server does not speak HTTP/1.1 here"
    }

    private var wrongHost: String {
        guard let names = leaf?.names, !names.isEmpty else { return "the certificate names no host at all" }
        return "the certificate is for \(Self.list(names)); not for \(host)"
    }

    private var untrustedIssuer: String {
        let issuer = record.chain.last.map { "\"\(PrintableText.escaped($0.issuer))\"" } ?? "an unknown issuer"
        let served = "the chain that was served ends at \(issuer)"
        switch request.trust {
        case .stack:
            return "\(served); this check trusts the stack's own authority alone (trust: stack)"
        case .system: return "\(served), which is not among the distribution's roots (trust: system)"
        case .installed: return "\(served), which OpenSSL's default trust does not hold (trust: installed)"
        case .file(let path): return "\(served), and no certificate in \(path) (trust) is that issuer's"
        case .none: return served
        }
    }

    private var selfSigned: String {
        let subject = leaf.map { " \"\(PrintableText.escaped($0.subject))\"" } ?? ""
        return
            "the certificate\(subject) is signed with its own key, so nobody vouches for it (trust: \(request.trust.word))"
    }

    private var expired: String {
        guard let certificate = record.chain.first(where: { $0.notAfter < now }) else {
            return "a certificate of the chain has expired"
        }
        let day = CalendarDate(certificate.notAfter)
        return "\(name(certificate)) expired on \(day), \(Self.days(now - certificate.notAfter)) ago"
    }

    private var notYetValid: String {
        guard let certificate = record.chain.first(where: { $0.notBefore > now }) else {
            return "a certificate of the chain is not valid yet"
        }
        let day = CalendarDate(certificate.notBefore)
        return "\(name(certificate)) is valid from \(day) on, in \(Self.days(certificate.notBefore - now)); "
            + "is this machine's clock right?"
    }

    private func certificate(_ reason: FailureReason) -> String? {
        switch reason {
        case .protocolVersion: "the server and this client share no version of TLS (1.2 and 1.3 here)"
        case .noSharedCipher: "the server and this client share no cipher or curve"
        case .wrongUsage:
            "a certificate of the chain is not made for this use: no serverAuth, or an issuer that is no CA"
        case .weak: "a key or a signature of the chain is weaker than OpenSSL's security level allows"
        case .badSignature: "a signature in the chain does not fit: it was altered, or made by another key"
        case .criticalExtension: "a certificate of the chain has a critical extension that OpenSSL does not know"
        case .nameNotPermitted: "an authority of the chain is constrained to other names"
        case .noClientCertificate: "the server asks for a client certificate, and this check shows none"
        case .clientCertificateRefused: "the server refuses the client certificate of this check"
        default: nil
        }
    }

    private func name(_ certificate: ExchangeRecord.ServedCertificate) -> String {
        if certificate == leaf { return "the certificate" }
        return "the issuer's certificate \"\(PrintableText.escaped(certificate.subject))\""
    }

    private static func list(_ names: [String]) -> String {
        names.map { PrintableText.escaped($0) }.joined(separator: ", ")
    }

    private static func days(_ seconds: Double) -> String {
        let days = Int(seconds / 86_400)
        if days > 0 { return days == 1 ? "1 day" : "\(days) days" }
        let hours = Int(seconds / 3600)
        if hours > 0 { return hours == 1 ? "1 hour" : "\(hours) hours" }
        return "less than an hour"
    }
}
