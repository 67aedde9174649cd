internal import StackModel

/// What two exchanges must share to share a connection: the origin, how its certificate is judged, and whom it knows.
struct ConnectionKey: Hashable, Sendable {
    var isSecure: Bool
    var host: String
    var port: UInt16
    var trust: TrustContexts.Key?

    init(_ attempt: Attempt) {
        let url = attempt.request.url
        isSecure = url.isSecure
        host = url.host
        port = url.port
        trust = attempt.trust
    }
}
