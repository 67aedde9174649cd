extension Language {
    static let environmentFile = WordTable<EnvironmentFileDraft>(
        "`env_file`", in: "a file of `env_file`", heading: "`env_file`",
        introduction: """
            A path, this map, or a list of paths and maps. Each is a file of `NAME=VALUE` lines, as \
            [`.env`](#variables) is; a later one changes what an earlier one sets.
            """,
        example: """
            api:
              command: ./api
              env_file: [api.env, {path: api.local.env, required: false}]
              environment: {LOG_LEVEL: debug}
            """,
        rules: [.required("path")],
        [
            Word("path", takes: .path, "The file.", alsoCalled: ["file", "src", "source"]) { node, draft, _ in
                draft.path = node
            },
            Word(
                "required", takes: .boolean, "Whether it is a mistake that the file is not there.", default: "`true`",
                alsoCalled: ["must_exist"]
            ) { $1.isRequired = $2.boolean($0) },
        ])
}
