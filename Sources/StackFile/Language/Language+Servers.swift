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
}
