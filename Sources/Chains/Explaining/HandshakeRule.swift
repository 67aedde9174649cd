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
        case .noClientCertificate:
            HandshakeRule(
                id: "no_client_certificate", requirement: "a client shows a certificate where the server asks for one",
                source: "RFC 8446, 4.3.2 and 4.4.2.4",
                finding: "the server asks for a client certificate, and there is none"
            ) { ShellText.line(["curl", "--cert", "client.pem", "--key", "client.key", "\($0)"]) }
        case .clientCertificateRefused:
            HandshakeRule(
                id: "client_certificate_refused",
                requirement: "the server trusts the issuer of the client's certificate",
                source: "RFC 8446, 4.4.2.4", finding: "the server refuses the client's certificate"
            ) { _ in "let the server trust the authority that issued it" }
        default: nil
        }
    }
}
