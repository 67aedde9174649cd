internal import StackModel

extension Language {
    static let methods = ["get", "head", "post", "put", "patch", "delete", "options"]
    static let requestWords = ["headers", "query", "body", "json", "trust", "policy", "client_certificate"]
    static let commandWords = ["environment", "working_dir"]

    static let check = WordTable<CheckDraft>(
        "a check", in: "a check (checks: NAME:)", heading: "A check",
        introduction: """
            `checks` is a map. A check's name is a text of one line that says what it shows. How checks run and what a red \
            one shows is in [checks.md](checks.md).
            """,
        example: """
            checks:
              the motto comes over verified TLS:
                get: https://localhost:1443/motto.txt
                expect:
                  status: 200
                  body: {contains: help who you can}
              the wrong name is refused:
                get: https://wrong.localhost:1443/motto.txt
                expect: {failure: wrong_host}
              the client runs:
                command: python3 client.py
                expect: {stdout: {contains: ready}}
            """,
        rules: [
            .exactlyOne(methods + ["command"]), .only(requestWords, with: methods),
            .only(commandWords, with: ["command"]), .never(["body", "json"], with: ["get", "head"]),
            .atMostOne(["body", "json"]),
            .below("expect", only: responseWords + ["failure"], with: methods),
            .below("expect", only: outputWords, with: ["command"]),
        ],
        methods.map { method in
            Word(
                method, takes: .url, "A request to this URL, with the method of this name.",
                details: method == "get" ? urlDetails : nil,
                alsoCalled: method == "get" ? ["url", "http", "request", "fetch"] : []
            ) { node, draft, decoding in
                draft.requests.append(CheckDraft.Request(method: method, url: decoding.url(node)))
            }
        } + [
            Word(
                "command", takes: .command,
                "A program and its arguments, as of [a service](#a-service).",
                alsoCalled: ["cmd", "exec", "run", "program"]
            ) { $1.command = $2.command($0) },
            Word(
                "headers",
                takes: .map(
                    name: "NAME", keys: TextPattern.headerName, .values(pattern: TextPattern.headerValue)),
                "The request's headers; a list of values sends the header once for each.", alsoCalled: ["header"]
            ) {
                $1.headers = $2.headers($0)
            },
            Word(
                "query", takes: .map(name: "NAME", .values()), "Query parameters, added to the URL percent-encoded.",
                alsoCalled: ["params", "parameters"]
            ) { $1.query = $2.query($0) },
            Word("body", takes: .anyText, "The request's body as text.", alsoCalled: ["data", "payload"]) {
                $1.body = $2.text($0, allowsEmpty: true)
            },
            Word(
                "json", takes: .anything, "The request's body as JSON, and its content type with it.",
                example: """
                    a new bird is taken:
                      post: http://localhost:8000/birds
                      json: {species_id: rebnut, num: 3}
                      expect: {status: 201}
                    """
            ) { $1.json = $2.requestJSON($0) },
            Word("timeout", takes: .duration, "How long it may take in all.", default: "`10s`", alsoCalled: ["within"])
            { $1.timeout = $2.duration($0) },
            Word(
                "trust",
                takes: .either([
                    .oneOf(["stack", "system", "installed", "none"]),
                    .form("the path of a PEM file", pattern: TextPattern.filePath),
                ]),
                "Which authorities the client trusts.", default: "`stack`",
                choices: [
                    WordOutline.Choice("stack", "the stack's own authority, and nothing else"),
                    WordOutline.Choice(
                        "system",
                        "the distribution's roots, whatever `SSL_CERT_FILE` says, and not the stack's authority"),
                    WordOutline.Choice(
                        "installed",
                        "what OpenSSL's default trust says, `SSL_CERT_FILE` and `SSL_CERT_DIR` included"),
                    WordOutline.Choice("none", "anything: nothing is verified, and the report says so"),
                ],
                alsoCalled: ["ca", "cacert", "verify"]
            ) { $1.trust = $2.trust($0) },
            Word(
                "policy", takes: .oneOf(RequestSpecification.Policy.allCases.map(\.rawValue)),
                "How strictly a chain is judged; `strict` is RFC 5280 to the letter, as Python 3.13 and later judge.",
                default: "`default`"
            ) { $1.policy = $2.word($0, as: RequestSpecification.Policy.self)?.value },
            Word(
                "client_certificate", takes: .form("a certificate's name"),
                "The certificate that the client shows to a server that asks for one (mutual TLS).", default: "none",
                details: "One of the stack's with `usage: client` or `both`, read anew once it is renewed.",
                alsoCalled: ["client_cert", "cert", "certificate", "identity"]
            ) { $1.clientCertificate = $2.locatedText($0) },
            Word(
                "environment", takes: .environment, "Variables of the command, as of [a service](#a-service).",
                alsoCalled: ["env", "variables"]
            ) { $1.environment = $2.environmentVariables($0) },
            Word(
                "working_dir", takes: .path, "The folder that the command starts in.",
                default: "the stack file's folder", alsoCalled: ["cwd", "workdir", "working_directory", "dir"]
            ) { $1.workingDirectory = $2.folder($0) },
            Word(
                "expect", takes: .table("`expect`"), "What must come of it.",
                default: "a status of 2xx, or exit status 0",
                alsoCalled: ["expected", "expects", "assert", "response"]
            ) { $2.words($0, of: Language.expect, into: &$1.expect) },
        ])

    private static let urlDetails = """
        An absolute URL without user, password and fragment; an IPv6 address stands in brackets. `localhost`, \
        `*.localhost` and every name in the stack's certificates go to this machine, and never to DNS.
        """
}
