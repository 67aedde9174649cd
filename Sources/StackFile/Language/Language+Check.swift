internal import StackModel

extension Language {
    static let methods = ["get", "head", "post", "put", "patch", "delete", "options"]

    static let check = WordTable<CheckDraft>(
        "a check", in: "a check (checks: NAME:)",
        methods.map { method in
            Word(
                method, takes: .url, "A \(method.uppercased()) request to this URL.",
                alsoCalled: method == "get" ? ["url", "http", "request", "fetch"] : []
            ) { node, draft, decoding in
                draft.requests.append(CheckDraft.Request(method: method, url: decoding.url(node)))
            }
        } + [
            Word(
                "command", takes: .either([.text, .list(.text)]),
                "A program and its arguments; quotes group, no shell runs it.",
                alsoCalled: ["cmd", "exec", "run", "program"]
            ) { $1.command = $2.command($0) },
            Word("headers", takes: .map(name: "NAME", .text), "The request's headers.", alsoCalled: ["header"]) {
                $1.headers = $2.headers($0)
            },
            Word(
                "query", takes: .map(name: "NAME", .text), "Query parameters, added to the URL percent-encoded.",
                alsoCalled: ["params", "parameters"]
            ) { $1.query = $2.query($0) },
            Word("body", takes: .text, "The request's body.", alsoCalled: ["data", "payload"]) {
                $1.body = $2.text($0, allowsEmpty: true)
            },
            Word("json", takes: .anything, "The request's body, as JSON.") { $1.json = $2.json($0) },
            Word("timeout", takes: .duration, "How long it may take in all; default: 10s.", alsoCalled: ["within"]) {
                $1.timeout = $2.duration($0)
            },
            Word(
                "trust",
                takes: .either([.oneOf(["stack", "system", "installed", "none"]), .form("the path of a PEM file")]),
                "Which authorities the client trusts; default: stack, the local one alone.",
                alsoCalled: ["ca", "cacert", "verify"]
            ) { $1.trust = $2.trust($0) },
            Word(
                "policy", takes: .oneOf(RequestSpecification.Policy.allCases.map(\.rawValue)),
                "How strictly a chain is judged; strict is RFC 5280 to the letter."
            ) { $1.policy = $2.word($0, as: RequestSpecification.Policy.self)?.value },
            Word(
                "environment", takes: .either([.map(name: "NAME", .text), .list(.form("NAME=VALUE"))]),
                "Variables of the command, beside those of devstack itself.", alsoCalled: ["env", "variables"]
            ) { $1.environment = $2.environmentVariables($0) },
            Word(
                "working_dir", takes: .path, "The folder that the command starts in; default: the stack file's.",
                alsoCalled: ["cwd", "workdir", "working_directory", "dir"]
            ) { $1.workingDirectory = $2.folder($0) },
            Word(
                "expect", takes: .table("`expect`"), "What must come back; default: a 2xx status, or exit status 0.",
                alsoCalled: ["expected", "expects", "assert", "response"]
            ) { $2.words($0, of: Language.expect, into: &$1.expect) },
        ])

    static let expect = WordTable<ExpectDraft>(
        "`expect`", in: "`expect:` of a check",
        [
            Word(
                "status", takes: .form("a status such as 200, 2xx, or a list of them"), "The response's status.",
                alsoCalled: ["code", "status_code"]
            ) { $1.expectation.status = $2.statuses($0) },
            Word("headers", takes: .map(name: "NAME", .matcher), "The response's headers.", alsoCalled: ["header"]) {
                $1.expectation.headers = $2.headerExpectations($0)
            },
            Word("body", takes: .matcher, "The response's body as text.", alsoCalled: ["text", "content"]) {
                $1.expectation.body = $2.matcher($0, on: .text)
            },
            Word(
                "json", takes: .map(name: "JSONPATH", .matcher),
                "Values of the response's JSON body, by RFC 9535 path."
            ) { $1.expectation.json = $2.jsonExpectations($0) },
            Word("exit", takes: .matcher, "The command's exit status.", alsoCalled: ["exit_code", "exit_status"]) {
                $1.expectation.exit = $2.matcher($0, on: .exitStatus)
            },
            Word("stdout", takes: .matcher, "What the command wrote to standard output.", alsoCalled: ["output"]) {
                $1.expectation.stdout = $2.matcher($0, on: .text)
            },
            Word("stderr", takes: .matcher, "What the command wrote to standard error.", alsoCalled: ["errors"]) {
                $1.expectation.stderr = $2.matcher($0, on: .text)
            },
            Word(
                "failure", takes: .oneOf(FailureReason.allCases.map(\.rawValue)),
                "The exchange must fail, for this reason and no other.", alsoCalled: ["error", "fails", "reason"]
            ) { $1.expectation.failure = $2.word($0, as: FailureReason.self) },
        ])
}
