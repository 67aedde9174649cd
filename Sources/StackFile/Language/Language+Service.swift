internal import StackModel

extension Language {
    static let service = WordTable<ServiceDraft>(
        "a service", in: "a service (services: NAME:)", heading: "A service",
        introduction: """
            `services` is a map. A service's name is made of letters, digits, `_`, `.` and `-`, and begins with a letter or \
            digit. What each kind does is in [services.md](services.md).
            """,
        example: """
            services:
              site:
                files: site
                port: 1443
                tls: localhost
              birds:
                table: data/birds.csv
                port: 8000
                filters: {year: year, species: species_id}
              greeter:
                command: python3 greeter.py
                port: 9000
                depends_on: [birds]
                ready: {http: /health, within: 10s}
            """,
        rules: [
            .exactlyOne(ServiceDraft.kinds), .needs(["files", "table", "tls", "ports", "socket"], "port"),
            .needs(["socket"], "ready"),
            .only(["filters", "fill"], with: ["table"]), .once(["filters", "fill"], besideOrIn: "table"),
            .only(["run", "hosts"], with: ["files", "table"]),
            .below("tls", only: ["min_version", "client_ca", "defect"], with: ["files", "table"]),
            .only(
                ["ports", "socket", "environment", "env_file", "working_dir", "tty", "stop_signal"], with: ["command"]),
            .form("ready", ["listen", "http"], onlyWith: ["port", "files", "table"]),
            .formNever("ready", ["exit"], with: ["port", "files", "table"]),
            .formNever("ready", ["log", "notify", "command"], with: ["files", "table"]),
            .form("ready", ["tls"], onlyWith: ["tls"]), .formNever("ready", ["listen"], with: ["socket"]),
            .form("healthcheck", ["http"], onlyWith: ["port", "files", "table"]),
            .form("healthcheck", ["tls"], onlyWith: ["tls"]),
            .formNever("healthcheck", ["test", "command"], with: ["files", "table"]),
        ],
        [
            Word(
                "files", takes: .either([.path, .table("`files`")]),
                "A built-in server: the files of this folder over HTTP.",
                alsoCalled: ["root", "static", "directory"]
            ) { $2.files($0, into: &$1) },
            Word(
                "table", takes: .either([.path, .table("`table`")]),
                "A built-in server: the rows of this CSV file as JSON.", alsoCalled: ["csv"]
            ) { $2.table($0, into: &$1) },
            Word(
                "command", takes: .command, "A program and its arguments.",
                details: """
                    Quotes group as in a shell, and a backslash escapes, but no shell runs it: `|`, `>`, `&&` and `$NAME` go \
                    to the program as they are. In a list each element is one argument. For a shell write \
                    `command: [sh, -c, 'a | b']`.

                    The program inherits devstack's own environment, and gets variables by which common clients trust the \
                    stack's authority: `SSL_CERT_FILE`, `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE`, `GIT_SSL_CAINFO`, \
                    `NODE_EXTRA_CA_CERTS` and `DEVSTACK_CA_FILE`.
                    """,
                example: """
                    greeter:
                      command: python3 greeter.py "two words"
                    same:
                      command: [python3, greeter.py, two words]
                    """,
                compose: ComposeDifference(
                    "`command`, `entrypoint`", there: "two parts of what a container runs; each has one in its image",
                    here: "`command` is the whole program with its arguments, and there is no `entrypoint`",
                    because: "there is no image that has a program already"),
                alsoCalled: ["cmd", "exec", "run_command", "entrypoint", "program"]
            ) { $1.command = $2.command($0) },
            Word(
                "filters", takes: .map(name: "PARAMETER", .form("a column")),
                "With `table`: as [in its long form](#table)."
            ) { $1.filters = $2.filters($0) },
            Word(
                "fill", takes: .map(name: "COLUMN", .anything), "With `table`: as [in its long form](#table)."
            ) { $1.fill = $2.fill($0) },
            Word(
                "port", takes: port, "The TCP port that it listens on; `auto` for one that is free.",
                default: "none; the built-ins need one",
                details: """
                    A program finds the number in `PORT`, unless its `environment` sets that. `auto` is chosen when the stack \
                    comes up, and stays the same until it is down: [ports that devstack \
                    chooses](services.md#ports-that-devstack-chooses). Any value of the file may name the number of any \
                    service: `${services.NAME.port}`, or `${services.NAME.ports.PORT}`.
                    """,
                example: """
                    api:
                      command: ./api --listen 127.0.0.1:${services.api.port}
                      port: auto
                    """,
                compose: ComposeDifference(
                    "`ports`, `expose`", there: "a list that maps ports of the machine to ports of the container",
                    here:
                        "`port`, one number, at which the program itself listens; `ports` gives each further one a name",
                    because: "nothing stands between the program and the machine, so there is nothing to map"),
                alsoCalled: ["listen", "expose"]
            ) { node, draft, decoding in
                guard let (number, choice) = decoding.port(node, of: draft.name.value) else { return }
                draft.port = number
                draft.portChoice = choice
            },
            Word(
                "ports", takes: .map(name: "NAME", keys: TextPattern.portName, port),
                "Further TCP ports that a program listens on, each with a name.", default: "none",
                details: """
                    A program is ready only when it listens on all of them. Checks, readiness and reports mean `port` where \
                    they name none.
                    """,
                example: """
                    api:
                      command: ./api
                      port: 8000
                      ports: {admin: 9001, metrics: 9002}
                    """, alsoCalled: ["extra_ports"]
            ) { $1.ports = $2.ports($0, of: $1.name.value) },
            Word(
                "socket", takes: .oneOf(ServiceDraft.Socket.allCases.map(\.rawValue)),
                "`activate`: devstack opens the ports and hands them over to the program at each start.",
                default: "the program opens them itself",
                details: """
                    As under systemd: descriptors from 3 on, counted by `LISTEN_FDS`, for the process in `LISTEN_PID`, named by \
                    `LISTEN_FDNAMES` (`port`, and the names of `ports`). They stay open while the program is started again, \
                    so that nobody is refused meanwhile. Since they are open before the program runs, `ready` must ask \
                    the program itself: `notify`, `tls`, `http`, `log` or `command`.
                    """,
                example: """
                    api:
                      command: ./api
                      port: 8000
                      socket: activate
                      ready: {http: /health}
                    """, alsoCalled: ["socket_activation", "activate", "activation"]
            ) { $1.socket = $2.word($0, as: ServiceDraft.Socket.self) },
            Word(
                "host",
                takes: .either([
                    .oneOf(["localhost"]), .form("an IP address", pattern: TextPattern.listenAddress),
                ]),
                "Where it listens.", default: "`localhost`, which is 127.0.0.1 and ::1",
                details: "Anything wider must be written: `0.0.0.0` for every IPv4 address, `\"::\"` for all.",
                compose: ComposeDifference(
                    "a published port's address", there: "every address of the machine, unless one is written",
                    here: "`host`: the loopback addresses, unless another is written",
                    because: "a development server is nobody else's business until its owner says so"),
                alsoCalled: ["address", "bind", "interface", "hostname"]
            ) { $1.host = $2.listenHost($0) },
            Word(
                "hosts",
                takes: .list(.form("host names", pattern: TextPattern.host, numbers: 0...Int.max), unique: true),
                "Further Host names that a built-in answers to; any but its own is a 421.", default: "none",
                alsoCalled: ["server_name", "domains"]
            ) { $1.hosts = $2.hostNames($0) },
            Word(
                "tls", takes: .either([.form("a certificate's name"), .table("`tls`")]),
                "The certificate; with it the service speaks https.",
                default: "plain http", alsoCalled: ["https", "ssl", "certificate", "cert"]
            ) { $2.tls($0, into: &$1) },
            Word(
                "run", takes: .oneOf(Service.RunMode.allCases.map(\.rawValue)),
                "Where a built-in runs: in devstack itself, or as a process of its own.", default: "`in-process`",
                alsoCalled: ["mode"]
            ) { node, draft, decoding in
                draft.run = decoding.word(node, as: Service.RunMode.self)
            },
            Word(
                "depends_on",
                takes: .either([
                    .list(.form("services' names"), unique: true),
                    .map(name: "SERVICE", .orNothing(.table("a dependency"))),
                ]),
                "Services that must be ready first, each in its own sense, or as far as a condition says.",
                default: "none",
                details: """
                    What nothing orders starts side by side. The stack stops in the reverse order. The map is in \
                    [a dependency](#a-dependency).
                    """,
                compose: ComposeDifference(
                    "`depends_on`",
                    there: "a list waits until each has started; there is `required` beside `condition`",
                    here: "a list waits until each is ready; the map has Compose's conditions, and no `required`",
                    because: """
                        a process that has started answers nobody yet, and a service that is not there is rather a \
                        mistake than a wish
                        """),
                alsoCalled: ["needs", "requires", "after", "links"]
            ) { $1.dependsOn = $2.dependencies($0) },
            Word(
                "ready", takes: .either([.oneOf(readinessWords), .table("`ready`")]), "When it counts as ready.",
                default: "`listen` with a port, else that the program has started",
                alsoCalled: ["readiness", "wait_for"]
            ) { $2.ready($0, into: &$1) },
            Word(
                "healthcheck", takes: .table("`healthcheck`"),
                "How it is asked, once it is ready, whether it still is well.",
                default: "none",
                details: """
                    A service that is unhealthy is told of in the output of `up`, in `devstack status` and in the report, with \
                    the last answer. `devstack up` ends with status 4 if one is unhealthy at the end, and so does `check`.
                    """,
                compose: ComposeDifference(
                    "`healthcheck`",
                    there: "asks every `interval` from the start on; an unhealthy container is only marked as such",
                    here: """
                        asks quickly until it passes first, then every `interval`; what is unhealthy and has a `restart` is \
                        started again; `http` and `tls` need no program
                        """,
                    because: "nobody waits for half a minute to learn that a server is up, and a stuck one is no use"),
                alsoCalled: ["health", "health_check", "liveness"]
            ) { $1.health = $2.health($0) },
        ] + programWords)
}
