internal import StackModel

extension Language {
    static let tls = WordTable<TLSDraft>(
        "`tls`", in: "`tls:` of a service", heading: "`tls`",
        introduction: "The long form of `tls: CERTIFICATE`.",
        example: """
            site:
              files: site
              port: 1443
              tls: {certificate: localhost, min_version: 1.3}
            admin:
              files: admin
              port: 1444
              tls: {certificate: localhost, client_ca: stack}   # mutual TLS
            """,
        rules: [.required("certificate")],
        [
            Word(
                "certificate", takes: .form("a certificate's name"), "The certificate that it shows.",
                alsoCalled: ["cert", "crt", "name"]
            ) { $1.certificate = $2.locatedText($0) },
            Word(
                "min_version", takes: .oneOf(TLSVersion.allCases.map(\.rawValue)),
                "The oldest version of TLS that it speaks.", default: "`1.2`",
                alsoCalled: ["minimum_version", "version", "ssl_protocols", "protocols"]
            ) { $1.minimumVersion = $2.tlsVersion($0) },
            Word(
                "client_ca",
                takes: .either([
                    .oneOf(["stack"]), .form("the path of a PEM file", pattern: TextPattern.filePath),
                ]),
                "Mutual TLS: of which authority a client must show a certificate.",
                default: "clients are asked for none",
                details: """
                    `stack` is the stack's own authority, whose certificates with `usage: client` or `both` it then takes; \
                    else a PEM file with one authority's certificate or several. A client without one, or with one that \
                    is expired, not for clients, or of another authority, is refused, and the log says why.
                    """,
                alsoCalled: [
                    "ca", "client_auth", "verify_client", "ssl_client_certificate", "ssl_verify_client", "mtls",
                ]
            ) { $1.clientAuthority = $2.clientAuthority($0) },
            Word(
                "defect", takes: .oneOf(CertificateDefect.allCases.map(\.rawValue)),
                "What is wrong, on purpose, with what it shows in the certificate's place.",
                default: "nothing: it shows the certificate itself",
                details: """
                    A chain with just this defect is made for the certificate's names when the service starts, kept in memory \
                    alone, and never renewed into a good one, so that a check, or any client, can prove that it refuses it. The \
                    certificate itself stays as it is, and other services show it. Which clients refuse which defect, and how \
                    they say it: [defects.md](defects.md).
                    """,
                choices: CertificateDefect.allCases.map { WordOutline.Choice($0.rawValue, $0.meaning) },
                example: """
                    bad:
                      files: site
                      port: 2443
                      tls: {certificate: localhost, defect: expired}
                    """,
                alsoCalled: ["bad", "broken", "fault", "flaw", "error", "invalid"]
            ) { $1.defect = $2.word($0, as: CertificateDefect.self) },
        ])
}

extension CertificateDefect {
    /// Behind "the certificate that it shows is bad since".
    fileprivate var meaning: String {
        switch self {
        case .selfSigned: "it is signed with its own key"
        case .untrusted: "an authority has signed it that nobody knows; it is sent along"
        case .expired: "it ended a day ago"
        case .notYetValid: "it begins in five years"
        case .wrongHost: "it is for `wrong-host.test` alone"
        case .wrongUsage: "it is made for clients, not for servers"
        case .missingIntermediate: "the intermediate authority that has signed it is not sent"
        case .reversedChain: "the root is sent behind it, then the intermediate; needs `intermediate: true`"
        case .weakKey: "its key is RSA of 1024 bits"
        case .sha1: "its signature is over SHA-1"
        case .noSAN: "it has no subject alternative names; its first one is the common name"
        case .criticalUnknown: "it has a critical extension that no client knows"
        case .caAsLeaf: "it is an authority's (CA:TRUE)"
        case .nameNotPermitted: "it is for `not-permitted.invalid` too, which its authority may not certify"
        case .missingAKI: "it does not name its issuer's key (authorityKeyIdentifier)"
        }
    }
}
