internal import Diagnostics
internal import StackModel

/// What a failure means and what to do about it, said as a friend who knows would.
struct FailureExplanation {
    private let failure: ExchangeFailure
    private let request: RequestSpecification
    private let record: ExchangeRecord

    init(_ failure: ExchangeFailure, request: RequestSpecification, record: ExchangeRecord) {
        self.failure = failure
        self.request = request
        self.record = record
    }

    /// `nil` where the failure's own words say it all.
    var text: String? {
        guard case .reason(let reason) = failure.cause else { return nil }
        if let explanation = record.explanation {
            let isAboutTrust = reason == .untrustedIssuer || reason == .selfSigned
            return explanation.finding + (isAboutTrust ? " (trust: \(request.trust.word))" : "")
        }
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
        case .badResponse: badResponse
        default: nil
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
}
