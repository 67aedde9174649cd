internal import StackModel

extension Language {
    /// The conditions that need no map.
    static let readinessWords = ["listen", "exit"]

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
            worker:
              command: python3 -u worker.py
              ready: {log: '^connected to'}
            """,
        rules: [.atMostOne(ReadyDraft.conditions), .only(["status"], with: ["http"])],
        [
            Word("listen", takes: .onlyTrue, "One of its own processes listens on its port.", alsoCalled: ["port"]) {
                $1.listen = $2.onlyTrue($0)
            },
            Word("exit", takes: .onlyTrue, "A one-shot: it has ended with status 0.", alsoCalled: ["exited"]) {
                $1.exit = $2.onlyTrue($0)
            },
            Word(
                "http", takes: .form("a path such as /health", pattern: TextPattern.requestPath),
                "A GET of this path on its port is answered.", alsoCalled: ["path", "url", "get"]
            ) { $1.http = $2.requestPath($0) },
            Word("status", takes: .status, "With `http`: which status counts.", default: "`2xx`") {
                $1.status = $2.statuses($0)?.value
            },
            Word(
                "log", takes: .form("a regular expression"),
                "It has written a line, to either output, in which this matches.",
                details: """
                    The syntax is that of [`matches`](#a-matcher). The line is taken as the program wrote it, before \
                    anything in it is masked; of a long one the first 4 KiB count. Programs hold back what they write to a \
                    pipe until there is much of it: Python does not with `PYTHONUNBUFFERED: 1` in its `environment`, many \
                    others not with `stdbuf -oL` before the command.
                    """,
                alsoCalled: ["log_line", "output", "line", "pattern", "ready_log_line"]
            ) { $1.log = $2.pattern($0) },
            Word(
                "within", takes: .duration, "How long it may take to become ready, once its program runs.",
                default: "`30s`",
                alsoCalled: ["timeout", "start_period"]
            ) { $1.within = $2.duration($0) },
        ])
}
