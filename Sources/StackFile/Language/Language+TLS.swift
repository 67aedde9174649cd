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
        ])
}
