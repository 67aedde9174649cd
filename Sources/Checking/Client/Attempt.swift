internal import NIOCore
import NIOHTTP1
internal import StackModel

/// A request that is being made, and the time that is left for it.
struct Attempt: Sendable {
    let request: RequestSpecification
    let timeout: Duration
    let deadline: NIODeadline
    let isIsolated: Bool
    let interruption: Interruption
    /// `nil` without TLS.
    let trust: TrustContexts.Key?
    /// Where to connect, if not to the URL's host, for which the certificate must be all the same.
    let destination: String?

    /// - Parameters:
    ///   - identity: What the client shows to a server that asks for a certificate.
    ///   - judgingTime: When certificates are judged, if not at the moment itself.
    init(
        request: RequestSpecification, identity: ClientIdentity? = nil, judgingTime: JudgingTime? = nil,
        timeout: Duration, isIsolated: Bool, interruption: Interruption, destination: String? = nil
    ) {
        self.request = request
        trust =
            request.url.isSecure
            ? TrustContexts.Key(
                trust: request.trust, policy: request.policy, identity: identity, judgingTime: judgingTime) : nil
        self.destination = destination
        self.timeout = timeout
        self.deadline = .now() + TimeAmount(min(timeout, .seconds(86_400)))
        self.isIsolated = isIsolated
        self.interruption = interruption
    }

    /// Whether an idle connection will do: only for a request that may be sent again, should the server just have closed
    /// the connection (RFC 9110, section 9.2.2).
    var mayReuse: Bool {
        !isIsolated && ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(request.method)
    }

    /// The request's head; what the check says about a header wins.
    var head: HTTPRequestHead {
        var headers = HTTPHeaders()
        func addDefault(_ name: String, _ value: String) {
            if !request.headers.contains(where: { $0.name.lowercased() == name }) {
                headers.add(name: name, value: value)
            }
        }
        addDefault("host", request.url.authority)
        addDefault("user-agent", "devstack")
        addDefault("accept", "*/*")
        if isIsolated { addDefault("connection", "close") }
        let length = request.body?.count
        if length != nil || ["POST", "PUT", "PATCH"].contains(request.method) {
            addDefault("content-length", "\(length ?? 0)")
        }
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.url.target, headers: headers)
    }
}
