internal import StackModel

/// What two exchanges must share to share a connection: the origin, and how its certificate is judged.
struct ConnectionKey: Hashable, Sendable {
    var isSecure: Bool
    var host: String
    var port: UInt16
    var trust: TrustContexts.Key?

    init(_ request: RequestSpecification) {
        isSecure = request.url.isSecure
        host = request.url.host
        port = request.url.port
        trust = isSecure ? TrustContexts.Key(trust: request.trust, policy: request.policy) : nil
    }
}
