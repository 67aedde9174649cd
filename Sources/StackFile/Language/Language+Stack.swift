internal import StackModel

extension Language {
    static let stack = WordTable<StackDraft>(
        "a stack file", in: "the top level of the file",
        [
            Word(
                "name", takes: .text, "The stack's name; default: the folder's name.", alsoCalled: ["title", "project"]
            ) { $1.name = $2.name($0, of: "a stack") },
            Word(
                "authority", takes: .either([.oneOf(["mkcert"]), .table("`authority`")]),
                "The certificate authority: devstack's own, or one that is there.", alsoCalled: ["ca", "pki"]
            ) { $2.authority($0, into: &$1.authority) },
            Word(
                "certificates",
                takes: .map(name: "NAME", .either([.list(.form("names")), .table("a certificate")])),
                "The certificates to make, each with the names that it is valid for.",
                alsoCalled: ["certs", "certificate"]
            ) { $1.certificates = $2.certificates($0) },
            Word(
                "services", takes: .map(name: "NAME", .table("a service")), "What runs.", alsoCalled: ["servers"]
            ) {
                $1.services = $2.services($0)
                $1.hasContents = $1.hasContents || !$0.isEmpty
            },
            Word(
                "checks", takes: .map(name: "NAME", .table("a check")), "What a client must be able to see.",
                alsoCalled: ["tests"]
            ) {
                $1.checks = $2.checks($0)
                $1.hasContents = $1.hasContents || !$0.isEmpty
            },
        ])

    static let authority = WordTable<AuthorityDraft>(
        "`authority`", in: "`authority:`",
        [
            Word(
                "directory", takes: .path, "The folder of its files and the certificates'; default: certs.",
                alsoCalled: ["dir", "folder", "path"]
            ) { $1.directory = $2.path($0) },
            Word(
                "permit", takes: .list(.form("DNS names or IP addresses")),
                "What it may certify beyond localhost, *.test and the loopback addresses.",
                alsoCalled: ["allow", "permitted"]
            ) { $1.permit = $2.permittedNames($0) },
            Word(
                "intermediate", takes: .boolean,
                "Whether an intermediate authority signs the certificates; default: false.", alsoCalled: ["sub_ca"]
            ) { $1.intermediate = $2.boolean($0) },
            Word(
                "certificate", takes: .path,
                "An existing authority's certificate (PEM), those above it behind it; devstack then makes none.",
                alsoCalled: ["cert", "crt"]
            ) { $1.certificate = $2.file($0) },
            Word("key", takes: .path, "The existing authority's private key (PEM).", alsoCalled: ["private_key"]) {
                $1.key = $2.file($0)
            },
        ])

    static let certificate = WordTable<CertificateDraft>(
        "a certificate", in: "a certificate (certificates: NAME:)",
        [
            Word(
                "names", takes: .list(.form("DNS names, IP addresses, email addresses or URIs")),
                "What the certificate is valid for.",
                alsoCalled: ["hosts", "domains", "san", "sans"]
            ) { $2.certificateNames($0, into: &$1) },
            Word(
                "days", takes: .integer(1...397), "How many days a new one is valid; default: 90.",
                alsoCalled: ["validity", "lifetime"]
            ) { node, draft, decoding in
                draft.days = decoding.integer(
                    node, in: 1...397, code: .badValidity,
                    remedy: "Write 1 to 397: clients refuse a longer life, and renewal is automatic."
                )
                .map { Located($0, at: node.location) }
            },
            Word(
                "renew_before", takes: .duration,
                "It is renewed when less than this is left; default: 30 days, or a third of a shorter life.",
                alsoCalled: ["renew", "renewal"]
            ) { node, draft, decoding in
                draft.renewBefore = decoding.duration(node).map { Located($0, at: node.location) }
            },
            Word(
                "key", takes: .oneOf(KeyKind.allCases.map(\.rawValue)), "The kind of its key; default: ecdsa-p256.",
                alsoCalled: ["key_type", "algorithm"]
            ) { $1.key = $2.word($0, as: KeyKind.self)?.value },
            Word(
                "usage", takes: .oneOf(CertificateUsage.allCases.map(\.rawValue)),
                "Whom it proves its holder to be: a server, a client, or both; default: server.",
                alsoCalled: ["extended_key_usage", "eku"]
            ) { $1.usage = $2.word($0, as: CertificateUsage.self)?.value },
        ])
}
