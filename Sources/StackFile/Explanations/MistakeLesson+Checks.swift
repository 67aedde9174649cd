extension MistakeLesson {
    static let ofChecks: [MistakeLesson] = [
        MistakeLesson(
            .badURL,
            """
            A check asks a whole URL: http:// or https://, a host, a port unless it is the scheme's own, a path. An
            IPv6 address stands in brackets, blanks are %20, and a fragment (#...) is never sent. `ready: {http: ...}`
            takes the path alone.
            """,
            wrong: "checks:\n  it answers: {get: localhost:8000/}\n",
            right: "checks:\n  it answers: {get: \"http://localhost:8000/\"}\n"),
        MistakeLesson(
            .bodyOnGet,
            """
            A GET or HEAD request has no body (RFC 9110, 9.3.1), and a server may refuse one. `body` and `json` beside
            the request are what is sent; what must come back stands below `expect`, and is most often what was meant.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    json: {status: up}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.status: up}}\n"),
        MistakeLesson(
            .badHeader,
            """
            The name of a header is letters, digits and some signs, without blanks and without the colon; its value is
            one line. Names are the same in any case, so `Accept` and `accept` are one header given twice: give it a
            list of values.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    headers: {\"x trace\": birds}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    headers: {x-trace: birds}\n"),
        MistakeLesson(
            .badStatus,
            """
            A status of HTTP is a number from 100 to 599. A class is written with x: `2xx`. Several are a list:
            `[200, 204]`.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {status: ok}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {status: 200}\n"),
        MistakeLesson(
            .failureAndResponse,
            """
            `failure` says that the exchange itself must fail: no connection, or a certificate that is refused. Then
            there is no response, and nothing of one can be expected. A status such as 404 is a response: expect it
            with `status`.
            """,
            wrong: "checks:\n  the wrong name is refused:\n    get: https://wrong.localhost:8443/\n"
                + "    expect: {failure: wrong_host, status: 200}\n",
            right: "checks:\n  the wrong name is refused:\n    get: https://wrong.localhost:8443/\n"
                + "    expect: {failure: wrong_host}\n"),
        MistakeLesson(
            .hostNotCertified,
            """
            A client compares the host of the URL with the names in the certificate, and this one would refuse it. If
            that is what the check is to show, expect `failure: wrong_host`; else add the name to the certificate, or
            ask for one that it has.
            """,
            wrong:
                "certificates:\n  localhost: [localhost]\nservices:\n  site: {files: ., port: 8443, tls: localhost}\n"
                + "checks:\n  it answers: {get: \"https://app.test:8443/\"}\n",
            right: "certificates:\n  localhost: [localhost, app.test]\n"
                + "services:\n  site: {files: ., port: 8443, tls: localhost}\n"
                + "checks:\n  it answers: {get: \"https://app.test:8443/\"}\n"),
        MistakeLesson(
            .wrongScheme,
            """
            The service on this port speaks https if it has `tls`, and http if it has not. A request by the other one
            gets no answer that it understands. To show just that, expect `failure: not_tls`.
            """,
            wrong:
                "certificates:\n  localhost: [localhost]\nservices:\n  site: {files: ., port: 8443, tls: localhost}\n"
                + "checks:\n  it answers: {get: \"http://localhost:8443/\"}\n",
            right:
                "certificates:\n  localhost: [localhost]\nservices:\n  site: {files: ., port: 8443, tls: localhost}\n"
                + "checks:\n  it answers: {get: \"https://localhost:8443/\"}\n"),
        MistakeLesson(
            .missingClientCertificate,
            """
            A service with `client_ca` serves only clients that show a certificate of that authority. A check shows one
            by `client_certificate`, the name of a certificate with `usage: client` or `both`. That a client without
            one is refused is a good check too: expect `failure: no_client_certificate`.
            """,
            wrong: "\(ofMutualTLS)  it answers:\n    get: https://localhost:8443/\n",
            right: "\(ofMutualTLS)  it answers:\n    get: https://localhost:8443/\n    client_certificate: laptop\n"),
    ]

    private static let ofMutualTLS =
        "certificates:\n  localhost: [localhost]\n  laptop: {names: [laptop.test], usage: client}\n"
        + "services:\n  site: {files: ., port: 8443, tls: {certificate: localhost, client_ca: stack}}\nchecks:\n"

    static let ofMatchers: [MistakeLesson] = [
        MistakeLesson(
            .badMatcher,
            """
            What is expected is a plain value, or a map of conditions such as `contains`, `matches`, `at_least`. This
            one can never hold: a text is never equal to a map or a list, a digest has 64 digits, no number is above 5
            and below 3, or an object that is to be equal to lacks its `equals`.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {motto: help}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {contains: help}}\n"),
        MistakeLesson(
            .badPattern,
            """
            `matches` takes a regular expression, found anywhere in the text. A bracket is not closed, or something is
            repeated that cannot be. A character that means itself gets a backslash before it; single quotes keep YAML
            from reading the backslash.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {matches: 'v(1'}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {matches: 'v(1|2)'}}\n"),
        MistakeLesson(
            .badJSONPath,
            """
            A key below `json` is a path into the body (RFC 9535): `$` is the whole of it, `$.name` a member, `$[0]` the
            first element, `$[*]` all of them. A path with `*` gives the list of what it finds, any other the value.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {status: up}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.status: up}}\n"),
    ]
}
