internal import StackModel

extension Language {
    /// What an answer to a request has, and a failed exchange has not.
    static let responseWords = ["status", "headers", "body", "json"]
    static let outputWords = ["exit", "stdout", "stderr"]

    static let expect = WordTable<ExpectDraft>(
        "`expect`", in: "`expect:` of a check", heading: "`expect`",
        introduction: """
            Everything that is given must hold. Left out or empty, a request must come back with a status of 2xx, and a \
            command must end with status 0.
            """,
        example: """
            expect:
              status: [200, 206]
              headers: {content-type: {starts_with: application/json}}
              json:
                $: {count: 36}
                $[*].year: {each: 2021}
                $[0].num: {type: number, at_least: 0}
            """,
        rules: [.never(responseWords, with: ["failure"])],
        [
            Word(
                "status", takes: .status, "The response's status: a number, a class such as `2xx`, or a list.",
                alsoCalled: ["code", "status_code"]
            ) { $1.expectation.status = $2.statuses($0) },
            Word(
                "headers", takes: .map(name: "NAME", keys: TextPattern.headerName, .matcherOn(.text)),
                "The response's headers.", alsoCalled: ["header"]
            ) {
                $1.expectation.headers = $2.headerExpectations($0)
            },
            Word(
                "body", takes: .matcherOn(.text), "The response's body as text.", alsoCalled: ["text", "content"]
            ) {
                $1.expectation.body = $2.matcher($0, on: .text)
            },
            Word(
                "json", takes: .map(name: "JSONPATH", keys: #"\$[\s\S]*"#, .matcherOn(.json)),
                "Values of the response's JSON body, by path.",
                details: """
                    A path is a JSONPath (RFC 9535) of names, indices and wildcards: `$`, `$.name`, `$['a name']`, `$[0]`, \
                    `$[-1].num`, `$[*].year`. With a wildcard it gives the list of what it finds, without one the value \
                    itself.
                    """
            ) { $1.expectation.json = $2.jsonExpectations($0) },
            Word(
                "exit", takes: .matcherOn(.exitStatus), "The command's exit status, 0 to 255.",
                alsoCalled: ["exit_code", "exit_status"]
            ) {
                $1.expectation.exit = $2.matcher($0, on: .exitStatus)
            },
            Word(
                "stdout", takes: .matcherOn(.text), "What the command wrote to standard output.",
                alsoCalled: ["output"]
            ) {
                $1.expectation.stdout = $2.matcher($0, on: .text)
            },
            Word(
                "stderr", takes: .matcherOn(.text), "What the command wrote to standard error.",
                alsoCalled: ["errors"]
            ) {
                $1.expectation.stderr = $2.matcher($0, on: .text)
            },
            Word(
                "failure", takes: .oneOf(FailureReason.allCases.map(\.rawValue)),
                "The exchange must fail, for this reason and no other.",
                details: "A failure that is expected for one reason and met for another is red.",
                choices: FailureReason.allCases.map { WordOutline.Choice($0.rawValue, $0.meaning) },
                alsoCalled: ["error", "fails", "reason"]
            ) { $1.expectation.failure = $2.word($0, as: FailureReason.self) },
        ])
}

extension FailureReason {
    /// Behind "the exchange failed because".
    fileprivate var meaning: String {
        switch self {
        case .nameNotFound: "the host's name has no address"
        case .refused: "nothing listens there"
        case .unreachable: "there is no way to that address"
        case .timeout: "it took longer than `timeout`"
        case .reset: "the connection was broken off"
        case .closed: "the server closed it without an answer"
        case .truncated: "the response ended before it was whole"
        case .notTLS: "the server does not speak TLS"
        case .protocolVersion: "both share no version of TLS"
        case .noSharedCipher: "both share no cipher"
        case .untrustedIssuer: "the chain ends at an authority that the client does not trust"
        case .selfSigned: "the certificate is signed by itself"
        case .wrongHost: "the certificate is not for this name or address"
        case .expired: "the certificate has run out"
        case .notYetValid: "the certificate is not valid yet"
        case .wrongUsage: "a certificate of the chain is not made for this use"
        case .weak: "a key or signature is too weak"
        case .badSignature: "a signature does not fit"
        case .criticalExtension: "a critical extension is not known"
        case .nameNotPermitted: "the authority is constrained to other names"
        case .noClientCertificate: "the server wants a client certificate"
        case .clientCertificateRefused: "the server refuses the client's certificate"
        case .badResponse: "what came is not HTTP"
        }
    }
}
