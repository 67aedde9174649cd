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
        ])
}
