internal import StackModel

extension Language {
    static let service = WordTable<ServiceDraft>(
        "a service", in: "a service (services: NAME:)",
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
                "command", takes: .either([.text, .list(.text)]),
                "A program and its arguments; quotes group, no shell runs it.",
                alsoCalled: ["cmd", "exec", "run_command", "entrypoint", "program"]
            ) { $1.command = $2.command($0) },
            Word(
                "filters", takes: .map(name: "PARAMETER", .form("a column")),
                "With table: query parameters, and the columns that they narrow by."
            ) { $1.filters = $2.filters($0) },
            Word(
                "fill", takes: .map(name: "COLUMN", .anything), "With table: what an empty cell of a column reads as."
            ) { $1.fill = $2.fill($0) },
            Word(
                "port", takes: .integer(1...65535), "The TCP port that it listens on.",
                alsoCalled: ["ports", "listen", "expose"]
            ) { node, draft, decoding in
                draft.port = decoding.port(node)
            },
            Word(
                "host", takes: .either([.oneOf(["localhost"]), .form("an IP address")]),
                "Where it listens; default: localhost, which is 127.0.0.1 and ::1.",
                alsoCalled: ["address", "bind", "interface", "hostname"]
            ) { $1.host = $2.listenHost($0) },
            Word(
                "hosts", takes: .list(.form("host names")), "Further Host names that a built-in answers to.",
                alsoCalled: ["server_name", "domains"]
            ) { $1.hosts = $2.hostNames($0) },
            Word(
                "tls", takes: .form("a certificate's name"), "The certificate; with it the service speaks https.",
                alsoCalled: ["https", "ssl", "certificate", "cert"]
            ) { node, draft, decoding in
                draft.tls = decoding.locatedText(node)
            },
            Word(
                "run", takes: .oneOf(runModes), "Where a built-in runs; default: in-process.",
                alsoCalled: ["mode"]
            ) { node, draft, decoding in
                draft.run = decoding.word(node, as: Service.RunMode.self)
            },
            Word(
                "depends_on", takes: .list(.form("services' names")), "Services that must be ready first.",
                alsoCalled: ["needs", "requires", "after", "links"]
            ) { $1.dependsOn = $2.dependencies($0) },
            Word(
                "ready", takes: .either([.oneOf(["listen", "exit"]), .table("`ready`")]),
                "When it counts as ready; default: listen with a port, else when the program has started.",
                alsoCalled: ["readiness", "healthcheck", "health", "wait_for"]
            ) { $2.ready($0, into: &$1) },
            Word(
                "environment", takes: .either([.map(name: "NAME", .text), .list(.form("NAME=VALUE"))]),
                "Variables of the program, beside those of devstack itself.", alsoCalled: ["env", "envs", "variables"]
            ) { $1.environment = $2.environmentVariables($0) },
            Word(
                "working_dir", takes: .path, "The folder that the program starts in; default: the stack file's.",
                alsoCalled: ["cwd", "workdir", "working_directory", "dir"]
            ) { $1.workingDirectory = $2.folder($0) },
            Word(
                "stop_signal", takes: .form("a signal such as SIGINT"), "The signal that ends it; default: SIGTERM.",
                alsoCalled: ["signal", "kill_signal"]
            ) { $1.stopSignal = $2.signal($0) },
            Word(
                "stop_grace_period", takes: .duration, "How long it may take to end before SIGKILL; default: 10s.",
                alsoCalled: ["grace", "grace_period", "stop_timeout"]
            ) { $1.stopGracePeriod = $2.duration($0, allowsZero: true) },
        ])

    static let files = WordTable<FilesDraft>(
        "`files`", in: "`files:` of a service",
        [
            Word(
                "root", takes: .path, "The folder; nothing outside it is ever served.",
                alsoCalled: ["path", "dir", "directory", "folder"]
            ) { $1.root = $2.folder($0) },
            Word("index", takes: .form("a file's name"), "The file that stands for a folder; default: index.html.") {
                $1.index = $2.fileName($0)
            },
        ])

    static let table = WordTable<TableDraft>(
        "`table`", in: "`table:` of a service",
        [
            Word("csv", takes: .path, "The CSV file.", alsoCalled: ["path", "file", "data"]) { $1.csv = $2.file($0) },
            Word(
                "filters", takes: .map(name: "PARAMETER", .form("a column")),
                "Query parameters, and the columns that they narrow by; default: every column by its own name.",
                alsoCalled: ["filter", "query"]
            ) { $1.filters = $2.filters($0) },
            Word(
                "fill", takes: .map(name: "COLUMN", .anything), "What an empty cell of a column reads as.",
                alsoCalled: ["default", "defaults"]
            ) { $1.fill = $2.fill($0) },
        ])

    static let ready = WordTable<ReadyDraft>(
        "`ready`", in: "`ready:` of a service",
        [
            Word("listen", takes: .oneOf(["true"]), "Its own processes listen on its port.", alsoCalled: ["port"]) {
                $1.listen = $2.onlyTrue($0)
            },
            Word("exit", takes: .oneOf(["true"]), "A one-shot: it has ended with status 0.", alsoCalled: ["exited"]) {
                $1.exit = $2.onlyTrue($0)
            },
            Word(
                "http", takes: .form("a path such as /health"), "A GET of this path on its port is answered.",
                alsoCalled: ["path", "url", "get"]
            ) { $1.http = $2.requestPath($0) },
            Word(
                "status", takes: .form("a status such as 200, 2xx, or a list of them"),
                "With http: which status counts; default: 2xx."
            ) { $1.status = $2.statuses($0)?.value },
            Word(
                "within", takes: .duration, "How long it may take to become ready; default: 30s.",
                alsoCalled: ["timeout", "start_period"]
            ) { $1.within = $2.duration($0) },
        ])

    private static let runModes = Service.RunMode.allCases.map(\.rawValue)
}
