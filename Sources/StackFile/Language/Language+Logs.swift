extension Language {
    static let logs = WordTable<LogsDraft>(
        "`logs`", in: "`logs:` of a service", heading: "`logs`",
        introduction: """
            How much is kept of what a service writes, in `.devstack/logs`: a file that is full makes room for a new one, and \
            the oldest goes. [services.md](services.md#logs) says more.
            """,
        example: """
            noisy:
              command: ./noisy
              logs: {max_size: 100MiB, max_files: 3}
            """,
        [
            Word(
                "max_size", takes: .form(SizeText.form, pattern: TextPattern.size), "How large one file becomes.",
                default: "`10MiB`",
                details: """
                    A whole number with `KiB`, `MiB` or `GiB`, of which each is 1024 of the one before; `k`, `m` and `g`, as \
                    Compose has them, mean the same.
                    """,
                alsoCalled: ["max-size", "size", "limit"]
            ) { $1.maxSize = $2.size($0) },
            Word(
                "max_files", takes: .integer(2...1000),
                "How many files there are at most, the one that grows among them.",
                default: "`5`", alsoCalled: ["max_file", "max-file", "keep", "backups"]
            ) { $1.maxFiles = $2.integer($0, in: 2...1000) },
        ])
}
