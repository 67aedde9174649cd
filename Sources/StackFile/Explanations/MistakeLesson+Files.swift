internal import Diagnostics

extension MistakeLesson {
    static let ofFiles: [MistakeLesson] = [
        MistakeLesson(
            .unreadableFile,
            """
            The stack file, or the .env beside it, is missing, is not a regular file, or belongs to someone who does
            not let you read it. Nothing was started.

            Name the file with --file, or go to its folder: without --file devstack takes devstack.yaml here or in the
            nearest folder above. A folder of someone else's is read after `chmod` or `chown` alone.
            """,
            .noLines {
                var collector = DiagnosticCollector()
                _ = StackFileReader(environment: [:]).read(path: "/nowhere/devstack.yaml", collector: &collector)
                return collector.diagnostics
            }),
        MistakeLesson(
            .fileTooLarge,
            """
            A stack file is written by people, and this one is larger than any of those: most often --file names
            something else, such as a log or a database dump.

            Keep data in files of its own: `table` takes a CSV file of any size, and `files` a folder.
            """,
            .noLines {
                do throws(Diagnostic) {
                    _ = try StackFileBytes.text(
                        [UInt8](repeating: 0x23, count: TreeLimits.fileSize + 1)[...], path: "devstack.yaml")
                    return []
                } catch {
                    return [error]
                }
            }),
        MistakeLesson(
            .notUTF8,
            """
            YAML is Unicode, and devstack takes it as UTF-8, with or without a byte-order mark. The byte that is shown
            belongs to another encoding, most often Latin-1 or UTF-16.

            Save the file as UTF-8 in your editor, or convert it: `iconv -f latin1 -t utf8`.
            """,
            .bytes(
                wrong: Array("name: caf".utf8) + [0xE9] + Array("\nservices:\n  api: {command: ./api}\n".utf8),
                right: "name: café\nservices:\n  api: {command: ./api}\n")),
        MistakeLesson(
            .badYAML,
            """
            The file cannot be read as YAML at this place, so that nothing after it can be trusted; other mistakes may
            show up once it is mended.

            The usual causes: a text that holds ": " or " #", or that begins with one of @ * & % [ ] { } , and is not in
            quotes; a list or map that is not closed; keys of one map that are indented differently.
            """,
            wrong: "services:\n  api:\n    command: ./api --title Birds: all of them\n",
            right: "services:\n  api:\n    command: \"./api --title Birds: all of them\"\n"),
        MistakeLesson(
            .tabCharacter,
            """
            YAML indents by spaces alone, since a tab is as wide as each program likes. Set your editor to write
            spaces in YAML files; most do it by themselves.
            """,
            wrong: "services:\n\tapi:\n\t\tcommand: ./api\n",
            right: "services:\n  api:\n    command: ./api\n"),
        MistakeLesson(
            .severalDocuments,
            """
            A line `---` ends one YAML document and begins the next, and a stack file is one document. Keep one stack
            a file, and name the one that you want with --file.
            """,
            wrong: "services:\n  api: {command: ./api}\n---\nservices:\n  web: {command: ./web}\n",
            right: "services:\n  api: {command: ./api}\n  web: {command: ./web}\n"),
        MistakeLesson(
            .duplicateKey,
            """
            YAML allows a key once in a map, but most programs quietly take the last one, and what the first said is
            lost without a word. Here it is a mistake. Remove one, or give one of the two another name.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    port: 8000\n    port: 8001\n",
            right: "services:\n  api:\n    command: ./api\n    port: 8001\n"),
        MistakeLesson(
            .badAlias,
            """
            `*name` stands for what was marked with `&name` earlier in the file. An alias of nothing is a misspelt
            name, or a text that begins with a star and needs quotes. An alias inside the very value that it names
            would never end.
            """,
            wrong: "services:\n  api: {command: ./api, environment: &shared {LEVEL: info}}\n"
                + "  web: {command: ./web, environment: *share}\n",
            right: "services:\n  api: {command: ./api, environment: &shared {LEVEL: info}}\n"
                + "  web: {command: ./web, environment: *shared}\n"),
        MistakeLesson(
            .tooMuchYAML,
            """
            A few lines of aliases of aliases can stand for millions of values, and deeply nested brackets can use up
            all memory; so can a variable with a long value that is named again and again. No stack that people write
            comes near the limits (500,000 values, 64 levels, 4 MiB of variables' values), so such a file is refused at
            once.
            """,
            wrong: "services: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "\n",
            right: "services:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .badMerge,
            """
            The key `<<` puts the entries of another map into this one; what the map says itself wins. It takes a map
            or a list of maps, nearly always by alias.
            """,
            wrong: "services:\n  api:\n    <<: [shared]\n    command: ./api\n",
            right: "services:\n  web: &shared {command: ./web, stop_grace_period: 2s}\n  api:\n    <<: *shared\n"
                + "    command: ./api\n"),
        MistakeLesson(
            .badTag,
            """
            A tag such as `!!int` says what a value is. The language has values of its own and needs no tags: YAML's
            own are taken where they say what the value is already, any other is a mistake. `!!str` makes a text of
            anything, as quotes do.
            """,
            wrong: "services:\n  api: {command: ./api, port: !port 8000}\n",
            right: "services:\n  api: {command: ./api, port: 8000}\n"),
        MistakeLesson(
            .badKey,
            """
            A key of a map must be plain text. One that begins with [ or { is a list or a map to YAML; most often the
            key is a text that needs quotes, or a template's braces were left in.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    {{port}}: 8000\n",
            right: "services:\n  api:\n    command: ./api\n    port: 8000\n"),
        MistakeLesson(
            .badEnvironmentFile,
            """
            A line of .env, or of a file that `env_file` names, is NAME=VALUE, empty, or a comment that begins with #. Values may stand in single or double
            quotes, and then go over several lines; `export` before a name is fine. The values themselves are never
            shown: `*` stands in their place, and in that of all that follows a quote that does not close. The variables in values may expand to 4 MiB together: each line that
            names the one above it twice doubles it.
            """,
            .environmentFile(
                wrong: "# what the stack needs to know\nLEVEL=info\nPASSWORD hunter2\n",
                right: "# what the stack needs to know\nLEVEL=info\nPASSWORD=hunter2\n")),
    ]
}
