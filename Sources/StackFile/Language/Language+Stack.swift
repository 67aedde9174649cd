internal import StackModel

extension Language {
    static let stack = WordTable<StackDraft>(
        "a stack file", in: "the top level of the file", heading: "The top level",
        introduction: "The order of the words does not matter, except that reports follow the order of the file.",
        rules: [.contents(["services", "checks"])],
        [
            Word(
                "name", takes: .line, "The stack's name.",
                default: "the folder's name",
                compose: ComposeDifference(
                    "`name`", there: "small letters, digits, `-` and `_`", here: "any text of one line",
                    because: "nothing is named after it but the stack in reports"),
                alsoCalled: ["title", "project"]
            ) { $1.name = $2.name($0, of: "a stack") },
            Word(
                "authority", takes: .either([.oneOf(["mkcert"]), .table("`authority`")]),
                "The certificate authority: devstack's own, or one that is there.",
                default: "devstack's own", alsoCalled: ["ca", "pki"]
            ) { $2.authority($0, into: &$1.authority) },
            Word(
                "certificates",
                takes: .orNothing(
                    .map(
                        name: "NAME", keys: TextPattern.certificateName,
                        .either([
                            .list(certifiedName("names"), nonEmpty: true, unique: true), .table("a certificate"),
                        ]))),
                "The certificates to make, each with the names that it is valid for.",
                alsoCalled: ["certs", "certificate"]
            ) { $1.certificates = $2.certificates($0) },
            Word(
                "services", takes: .orNothing(.map(name: "NAME", keys: TextPattern.serviceName, .table("a service"))),
                "What runs.", alsoCalled: ["servers"]
            ) {
                $1.services = $2.services($0)
                $1.hasContents = $1.hasContents || !$0.isEmpty
            },
            Word(
                "checks", takes: .orNothing(.map(name: "NAME", keys: TextPattern.line, .table("a check"))),
                "What a client must be able to see.", alsoCalled: ["tests"]
            ) {
                $1.checks = $2.checks($0)
                $1.hasContents = $1.hasContents || !$0.isEmpty
            },
        ])

    static let authority = WordTable<AuthorityDraft>(
        "`authority`", in: "`authority:`", heading: "`authority`",
        introduction: """
            The stack's own certificate authority; [certificates.md](certificates.md) says what it does. The word may be \
            left out: everything in it has a default.
            """,
        example: """
            authority:
              directory: certs
              permit: [corp.example]
            """,
        rules: [
            .needs(["certificate"], "key"), .needs(["key"], "certificate"),
            .never(["permit"], with: ["certificate", "key"]),
        ],
        [
            Word(
                "directory", takes: .path, "The folder of its files and the certificates', relative to this file.",
                default: "`certs`", alsoCalled: ["dir", "folder", "path"]
            ) { $1.directory = $2.path($0) },
            Word(
                "permit",
                takes: .list(
                    .form("DNS names or IP addresses", pattern: TextPattern.host, numbers: 0...Int.max), unique: true),
                "What it may certify beyond `localhost`, `*.localhost`, `*.test` and the loopback addresses.",
                default: "nothing more",
                details: """
                    A name permits all names below it. It is written into the authority's certificate, so that another \
                    `permit` makes another authority. A whole top-level domain is taken with a warning.
                    """,
                alsoCalled: ["allow", "permitted"]
            ) { $1.permit = $2.permittedNames($0) },
            Word(
                "intermediate", takes: .boolean,
                "Whether an intermediate authority signs the certificates.", default: "`false`",
                alsoCalled: ["sub_ca"]
            ) { $1.intermediate = $2.boolean($0) },
            Word(
                "certificate", takes: .path,
                "The certificate of an authority that is there (PEM), those above it behind it.",
                default: "devstack's own",
                details: """
                    It goes together with `key`. devstack then makes no authority and replaces none; what may be certified \
                    stands in the certificate, so that there is no `permit`. `authority: mkcert` takes mkcert's.
                    """,
                alsoCalled: ["cert", "crt"]
            ) { $1.certificate = $2.file($0) },
            Word(
                "key", takes: .path, "That authority's private key (PEM, without a passphrase).",
                alsoCalled: ["private_key"]
            ) { $1.key = $2.file($0) },
        ])

    static let certificate = WordTable<CertificateDraft>(
        "a certificate", in: "a certificate (certificates: NAME:)", heading: "A certificate",
        introduction: """
            `certificates` is a map. A certificate's name is made of small letters, digits, `_`, `.` and `-`, begins with a \
            letter or digit, and is not `ca` or `ca-intermediate`. Its value is a list of names, or this map.
            """,
        example: """
            certificates:
              localhost: [localhost, 127.0.0.1, "::1", app.test]
              api: {names: [api.test, "*.api.test"], days: 60, renew_before: 20d}
            """,
        rules: [.required("names")],
        [
            Word(
                "names",
                takes: .list(
                    certifiedName("DNS names, IP addresses, email addresses or URIs"), nonEmpty: true, unique: true),
                "What the certificate is valid for: DNS names, wildcards, IP addresses, email addresses and URIs.",
                details: """
                    A wildcard is the whole leftmost label and has two labels below it: `"*.api.test"`. YAML wants quotes \
                    around it, since a bare `*` begins an alias, and around `"::1"`. An international name may be written in small letters (`bücher.test`) or as DNS has it.
                    """,
                alsoCalled: ["hosts", "domains", "san", "sans"]
            ) { $2.certificateNames($0, into: &$1) },
            Word(
                "days", takes: .integer(1...397), "How many days a new one is valid.", default: "90",
                alsoCalled: ["validity", "lifetime"]
            ) { node, draft, decoding in
                draft.days = decoding.integer(
                    node, in: 1...397, code: .badValidity,
                    remedy: "Write 1 to 397: clients refuse a longer life, and renewal is automatic."
                )
                .map { Located($0, at: node.location) }
            },
            Word(
                "renew_before", takes: .duration, "It is renewed when less than this is left.",
                default: "`30d`, or a third of a shorter life", alsoCalled: ["renew", "renewal"]
            ) { node, draft, decoding in
                draft.renewBefore = decoding.duration(node).map { Located($0, at: node.location) }
            },
            Word(
                "key", takes: .oneOf(KeyKind.allCases.map(\.rawValue)), "The kind of its key.",
                default: "`ecdsa-p256`", alsoCalled: ["key_type", "algorithm"]
            ) { $1.key = $2.word($0, as: KeyKind.self)?.value },
            Word(
                "usage", takes: .oneOf(CertificateUsage.allCases.map(\.rawValue)),
                "Whom it proves its holder to be.", default: "`server`",
                alsoCalled: ["extended_key_usage", "eku"]
            ) { $1.usage = $2.word($0, as: CertificateUsage.self)?.value },
        ])

    private static func certifiedName(_ form: String) -> ValueShape {
        .form(form, pattern: TextPattern.certified, numbers: 0...Int.max)
    }
}
