extension MistakeLesson {
    /// What is legal, so that the stack comes up all the same.
    static let ofWarnings: [MistakeLesson] = [
        MistakeLesson(
            .surprisingValue,
            """
            A value without quotes in JSON looks like a truth value, a number or a date, and is a text to YAML 1.2,
            which is what holds here; to YAML 1.1 it is what it looks like. Quotes say that a text is meant; else write
            the value as JSON has it: `true`, `22`, `1000`.

            It is said as well of JSON that stands in quotes as a request's body, of quotes that only a word processor
            has, and of a line that looks like an entry of a list, and is the rest of the text above it.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.on: yes}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.on: true}}\n"),
        MistakeLesson(
            .shellSyntax,
            """
            No shell runs a command, so `|`, `>`, `&&` and `$(...)` go to the program as arguments. That is legal, and
            hardly ever meant. For a shell write it out: `[sh, -c, '...']`. What is meant as an argument stands in
            quotes.
            """,
            wrong: "services:\n  api: {command: ./migrate && ./api}\n",
            right: "services:\n  api: {command: [sh, -c, './migrate && exec ./api']}\n"),
        MistakeLesson(
            .widePermit,
            """
            Whoever holds the authority's key could pose as every site of a whole top-level domain, to each client that
            trusts the authority. Permit what the stack uses, or choose a domain that nobody can own: `test`,
            `internal`, `home.arpa`.
            """,
            wrong: "authority: {permit: [dev]}\nservices:\n  api: {command: ./api}\n",
            right: "authority: {permit: [app.dev]}\nservices:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .unusedCertificate,
            """
            A certificate is made and kept renewed, and no service presents it: most often `tls` was forgotten, and the
            service speaks plain http. Where programs run besides the built-in servers nothing is said, since they may
            read the certificate's files by themselves.
            """,
            wrong: "certificates:\n  local: [localhost]\nservices:\n  site: {files: share, port: 8000}\n",
            right: "certificates:\n  local: [localhost]\nservices:\n  site: {files: share, port: 8000, tls: local}\n"),
        MistakeLesson(
            .unusedAnchor,
            """
            `&name` marks a value so that `*name` can stand for it further down, and nothing does. Most often a text
            was meant that begins with an ampersand, which needs quotes: what follows the name alone is the value.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    environment: {SEPARATOR: &amp}\n",
            right: "services:\n  api:\n    command: ./api\n    environment: {SEPARATOR: \"&amp\"}\n"),
        MistakeLesson(
            .likelyVariable,
            """
            Only `${NAME}` is replaced, so that a dollar sign in a password is just that. What other programs write,
            `$NAME`, `$(NAME)` or `{{NAME}}`, is text here. It is told where nothing else can be meant: the value is
            nothing but that, or there is a variable of that name.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    environment: {TOKEN: $API_TOKEN}\n",
            right: "services:\n  api:\n    command: ./api\n    environment: {TOKEN: \"${API_TOKEN:-none}\"}\n"),
        MistakeLesson(
            .likelyPattern,
            """
            A plain value is compared as it is written, and so is the value of `contains`: a body is never equal to
            `^[0-9]+$`. A regular expression stands behind `matches`, and single quotes keep YAML from reading it.
            """,
            wrong: "checks:\n  it counts:\n    get: http://localhost:8000/count\n    expect: {body: '^[0-9]+$'}\n",
            right: "checks:\n  it counts:\n    get: http://localhost:8000/count\n"
                + "    expect: {body: {matches: '^[0-9]+$'}}\n"),
        MistakeLesson(
            .repeatedVariable,
            """
            Of two lines in .env that set one variable the later counts, and the earlier is easily taken for the one
            that does. Remove one of them, or make a comment of it.
            """,
            .environmentFile(
                wrong: "LEVEL=info\nTOKEN=abc\nLEVEL=debug\n", right: "# LEVEL=info\nTOKEN=abc\nLEVEL=debug\n")),
        MistakeLesson(
            .namesDifferByCase,
            """
            Two names that are the same but for capital letters are two names, which nobody tells apart in a report or
            on a command line, and some file systems cannot either: each service has a log of its own name.
            """,
            wrong: "services:\n  api: {command: ./api}\n  API: {command: ./api --internal}\n",
            right: "services:\n  api: {command: ./api}\n  internal-api: {command: ./api --internal}\n"),
        MistakeLesson(
            .portOfNobody,
            """
            The check goes to a port of this machine, all services of the stack are built-in servers, and none of them
            has that port: it will meet nobody, or a stranger. Nothing is said where a program runs, which may have
            ports that the file does not know, or where the check expects a failure.
            """,
            wrong:
                "services:\n  site: {files: share, port: 8000}\nchecks:\n  it answers: {get: \"http://localhost:8001/\"}\n",
            right:
                "services:\n  site: {files: share, port: 8000}\nchecks:\n  it answers: {get: \"http://localhost:8000/\"}\n"
        ),
        MistakeLesson(
            .impossibleFailure,
            """
            The check waits for what a client says of a certificate, and its client never looks at one: http has none,
            and `trust: none` verifies nothing. Or it waits for what only a strict client says of a certificate that is
            bad on purpose. The check can only be red.
            """,
            wrong: "checks:\n  it is refused:\n    get: https://localhost:1443/\n    trust: none\n"
                + "    expect: {failure: untrusted_issuer}\n",
            right: "checks:\n  it is refused:\n    get: https://localhost:1443/\n    trust: system\n"
                + "    expect: {failure: untrusted_issuer}\n"),
        MistakeLesson(
            .commentedValue,
            """
            A # behind a blank begins a comment, so that `colour: #fff` has no value; in `environment` this means that
            the variable is handed on from devstack's own environment. Put the value into quotes. A comment with a
            blank behind its # is not told of.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    environment:\n      COLOUR: #fff\n",
            right: "services:\n  api:\n    command: ./api\n    environment:\n      COLOUR: \"#fff\"\n"),
        MistakeLesson(
            .serviceAsHost,
            """
            A service's name is devstack's own, and no host's: what runs here is asked by `localhost` and its port.
            Nothing is said of a name that a certificate covers or the service's `hosts` hold, or where a failure is
            expected.
            """,
            wrong:
                "services:\n  web: {files: share, port: 8000}\nchecks:\n  it answers: {get: \"http://web:8000/\"}\n",
            right:
                "services:\n  web: {files: share, port: 8000}\nchecks:\n  it answers: {get: \"http://localhost:8000/\"}\n"
        ),
        MistakeLesson(
            .idleCondition,
            """
            Every text contains the empty text, begins with it and ends with it, so that the check looks as if it
            looked at something. Often a variable that is empty stands there. That a text is empty itself is
            `equals: ""`, or in short `body: ""`.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {contains: \"\"}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {body: {contains: motto}}\n"),
        MistakeLesson(
            .certainFailure,
            """
            A service with `defect` shows a certificate that is bad on purpose, so that a client can prove that it refuses it.
            A check of it that says nothing of a failure is red each time. Expect the failure, or verify nothing by
            `trust: none`; some defects every client that is not strict accepts, and of those nothing is said.
            """,
            wrong: "certificates: {local: [localhost]}\nservices:\n  bad:\n    files: share\n    port: 1443\n"
                + "    tls: {certificate: local, defect: expired}\nchecks:\n  it is refused:\n"
                + "    get: https://localhost:1443/\n",
            right: "certificates: {local: [localhost]}\nservices:\n  bad:\n    files: share\n    port: 1443\n"
                + "    tls: {certificate: local, defect: expired}\nchecks:\n  it is refused:\n"
                + "    get: https://localhost:1443/\n    expect: {failure: expired}\n"),
        MistakeLesson(
            .unaskedCertificate,
            """
            A client shows its certificate only to a server that asks for one. This service does not, so the check would
            pass with any certificate and with none. Let the service ask, by `client_ca`, or leave the word out.
            """,
            wrong: ofMutualTLS(tls: "localhost"), right: ofMutualTLS(tls: "{certificate: localhost, client_ca: stack}")),
        MistakeLesson(
            .writtenPort,
            """
            With `--ports auto` every port of the stack has another number in this run than the file gives, so that two
            checkouts run side by side. devstack sends its own checks there, but what a program is told is the
            user's to write: this one is told the number in the file, where another checkout may answer, or nobody.
            Name the port in place of its number. A program that takes its port from the variable `PORT` needs neither.
            """,
            .movedPorts(
                wrong: "services:\n  api: {command: ./api --port 8000, port: 8000}\n",
                right: "services:\n  api: {command: \"./api --port ${services.api.port}\", port: 8000}\n")),
    ]

    private static func ofMutualTLS(tls: String) -> String {
        "certificates:\n  localhost: [localhost]\n  laptop: {names: [laptop.test], usage: client}\n"
            + "services:\n  site: {files: ., port: 8443, tls: \(tls)}\nchecks:\n"
            + "  it answers:\n    get: https://localhost:8443/\n    client_certificate: laptop\n"
    }
}
