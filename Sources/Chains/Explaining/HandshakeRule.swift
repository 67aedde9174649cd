internal import StackModel

/// What must hold before any certificate is judged.
struct HandshakeRule {
    var id: String
    var requirement: String
    var source: String
    /// What was met when it does not.
    var finding: String
    var remedy: (RequestURL) -> String

    static func rule(for reason: FailureReason) -> HandshakeRule? {
        switch reason {
        case .notTLS:
            HandshakeRule(
                id: "not_tls", requirement: "the server speaks TLS on this port", source: "RFC 8446, 5.1",
                finding: "the server answered without TLS"
            ) { "ask for http://\($0.authority)\($0.target)" }
        case .protocolVersion:
            HandshakeRule(
                id: "protocol_version", requirement: "server and client share a version of TLS, 1.2 or 1.3",
                source: "RFC 8446, 4.2.1; RFC 8996", finding: "the server speaks neither TLS 1.2 nor 1.3"
            ) { _ in "let the server speak TLS 1.2 and 1.3 (nginx: ssl_protocols TLSv1.2 TLSv1.3;)" }
        case .noSharedCipher:
            HandshakeRule(
                id: "no_shared_cipher", requirement: "server and client share a cipher, a group and a kind of key",
                source: "RFC 8446, 4.1.1",
                finding: "the server and this client have no cipher, group or kind of key in common"
            ) { _ in "give the server a certificate with an ECDSA P-256 or RSA key, and its cipher list's default" }
        default: nil
        }
    }
}
