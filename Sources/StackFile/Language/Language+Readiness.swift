internal import StackModel

extension Language {
    /// The conditions that need no map.
    static let readinessWords = ["listen", "tls", "notify", "exit"]

    static let ready = WordTable<ReadyDraft>(
        "`ready`", in: "`ready:` of a service", heading: "`ready`",
        introduction: """
            \(ValueShape.alternatives(readinessWords.map { "`ready: \($0)`" })), or this map. Whatever it says, a service \
            with a port is ready only when its own processes hold the port.
            """,
        example: """
            api:
              command: python3 -m uvicorn api:app --port 8001
              port: 8001
              ready: {http: /health, status: [200, 204], within: 1m}
            migrate:
              command: python3 manage.py migrate
              ready: exit
            database:
              command: postgres -D data
              port: 5432
              ready: {command: pg_isready -q -p 5432}
            worker:
              command: python3 -u worker.py
              ready: {log: '^connected to'}
            """,
        rules: [.atMostOne(ReadyDraft.conditions), .only(["status"], with: ["http"])],
        [
            Word("listen", takes: .onlyTrue, "One of its own processes listens on its port.", alsoCalled: ["port"]) {
                $1.listen = $2.onlyTrue($0)
            },
            Word(
                "http", takes: .form("a path such as /health", pattern: TextPattern.requestPath),
                "A GET of this path on its port is answered.", alsoCalled: ["path", "url", "get"]
            ) { $1.http = $2.requestPath($0) },
            Word("status", takes: .status, "With `http`: which status counts.", default: "`2xx`") {
                $1.status = $2.statuses($0)?.value
            },
            Word(
                "tls", takes: .onlyTrue, "A TLS handshake on its port comes to its end, and its certificate verifies.",
                details: """
                    Against the stack's authority, and for a name of the certificate that the service's `tls` names. \
                    Nothing is asked for, so that it may speak any protocol over TLS.
                    """,
                alsoCalled: ["https", "ssl", "handshake"]
            ) { $1.tls = $2.onlyTrue($0) },
            Word(
                "log", takes: .form("a regular expression"),
                "It has written a line, to either output, in which this matches.",
                details: """
                    The syntax is that of [`matches`](#a-matcher). The line is taken as the program wrote it, before \
                    anything in it is masked; of a long one the first 4 KiB count. Programs hold back what they write to a \
                    pipe until there is much of it: Python does not with `PYTHONUNBUFFERED: 1` in its `environment`, many \
                    others not with `stdbuf -oL` before the command, and \
                    most not with `tty: true`.
                    """,
                alsoCalled: ["log_line", "output", "line", "pattern", "ready_log_line"]
            ) { $1.log = $2.pattern($0) },
            Word(
                "notify", takes: .onlyTrue, "It has said so itself, as programs tell systemd.",
                details: """
                    It finds a socket in `NOTIFY_SOCKET` and sends `READY=1` to it: sd_notify(3), systemd-notify(1). \
                    `STATUS=` is shown while it starts and when it does not become ready, `EXTEND_TIMEOUT_USEC=` gives it \
                    longer than `within`, `MAINPID=` names another of its processes as the main one, and `RELOADING=1` \
                    and `STOPPING=1` are told of. Only the service's own processes are listened to. There is no watchdog: \
                    `WATCHDOG_USEC` is not set.
                    """,
                alsoCalled: ["sd_notify", "systemd", "notification"]
            ) { $1.notify = $2.onlyTrue($0) },
            Word(
                "command", takes: .command, "This command has ended with status 0.",
                details: """
                    It is run again and again, in the service's environment and its `working_dir`, and may take 10 \
                    seconds each time. Like any `command` it is run by no shell, and nothing of it is left.
                    """,
                alsoCalled: ["test", "cmd", "exec", "script", "probe"]
            ) { $1.command = $2.command($0) },
            Word("exit", takes: .onlyTrue, "A one-shot: it has ended with status 0.", alsoCalled: ["exited"]) {
                $1.exit = $2.onlyTrue($0)
            },
            Word(
                "within", takes: .duration, "How long it may take to become ready, once its program runs.",
                default: "`30s`",
                alsoCalled: ["timeout", "start_period"]
            ) { $1.within = $2.duration($0) },
        ])
}
