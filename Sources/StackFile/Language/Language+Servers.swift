internal import StackModel

extension Language {
    static let files = WordTable<FilesDraft>(
        "`files`", in: "`files:` of a service", heading: "`files`",
        introduction: "The long form of `files: FOLDER`.",
        example: """
            site:
              files: {root: site, index: home.html}
              port: 8080
            """,
        rules: [.required("root")],
        [
            Word(
                "root", takes: .path, "The folder; nothing outside it is ever served.",
                alsoCalled: ["path", "dir", "directory", "folder"]
            ) { $1.root = $2.folder($0) },
            Word(
                "index", takes: .fileName,
                "The file that stands for a folder.", default: "`index.html`"
            ) {
                $1.index = $2.fileName($0)
            },
        ])

    static let table = WordTable<TableDraft>(
        "`table`", in: "`table:` of a service", heading: "`table`",
        introduction: "The long form of `table: FILE`. `filters` and `fill` may also stand beside `table`.",
        example: """
            birds:
              table: {csv: data/birds.csv, filters: {species: species_id}, fill: {num: 0}}
              port: 8000
            """,
        rules: [.required("csv")],
        [
            Word("csv", takes: .path, "The CSV file.", alsoCalled: ["path", "file", "data"]) { $1.csv = $2.file($0) },
            Word(
                "filters", takes: .map(name: "PARAMETER", .form("a column")),
                "Query parameters, and the columns that they narrow by.", default: "every column by its own name",
                alsoCalled: ["filter", "query"]
            ) { $1.filters = $2.filters($0) },
            Word(
                "fill", takes: .map(name: "COLUMN", .anything), "What an empty cell of a column reads as.",
                default: "`null`", alsoCalled: ["default", "defaults"]
            ) { $1.fill = $2.fill($0) },
        ])

    static let ready = WordTable<ReadyDraft>(
        "`ready`", in: "`ready:` of a service", heading: "`ready`",
        introduction: """
            `ready: listen`, `ready: exit`, or this map. Whatever it says, a service with a port is ready only when its own \
            processes hold the port.
            """,
        example: """
            api:
              command: python3 -m uvicorn api:app --port 8001
              port: 8001
              ready: {http: /health, status: [200, 204], within: 1m}
            migrate:
              command: python3 manage.py migrate
              ready: exit
            """,
        rules: [.atMostOne(["listen", "exit", "http"]), .only(["status"], with: ["http"])],
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
                "within", takes: .duration, "How long it may take to become ready, once its program runs.",
                default: "`30s`",
                alsoCalled: ["timeout", "start_period"]
            ) { $1.within = $2.duration($0) },
        ])
}
