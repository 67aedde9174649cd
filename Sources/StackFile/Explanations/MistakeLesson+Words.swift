extension MistakeLesson {
    static let ofWords: [MistakeLesson] = [
        MistakeLesson(
            .unknownKey,
            """
            Each place of the file takes a few words, and this is none of those. If a misspelt word were passed over,
            its default would stay in force, and you would look for the reason elsewhere; so it is a mistake.

            The nearest word is offered, also where you used another program's name for it (`cmd`, `env`, `cwd`); so is
            the place where the word belongs. What devstack has no word for cannot be written.
            """,
            wrong: "services:\n  api:\n    comand: ./api\n    port: 8000\n",
            right: "services:\n  api:\n    command: ./api\n    port: 8000\n"),
        MistakeLesson(
            .missingWord,
            """
            Something cannot be without this word: a service needs one of `files`, `table` and `command`, a check a
            request or a command, a certificate its names.
            """,
            wrong: "services:\n  api:\n    port: 8000\n",
            right: "services:\n  api:\n    command: ./api\n    port: 8000\n"),
        MistakeLesson(
            .conflictingWords,
            """
            The two words answer the same question in two ways, and devstack does not guess which one counts. Make two
            services or two checks of it, or remove one of the words.
            """,
            wrong: "services:\n  site:\n    files: .\n    command: ./server\n    port: 8080\n",
            right: "services:\n  site:\n    files: .\n    port: 8080\n"),
        MistakeLesson(
            .misplacedWord,
            """
            The word exists, but says nothing of this kind of service or check, so that it would have no effect:
            `working_dir` is for a program, `trust` for a request, `filters` for a table.
            """,
            wrong: "services:\n  site:\n    files: .\n    port: 8080\n    environment: {LEVEL: info}\n",
            right: "services:\n  site:\n    files: .\n    port: 8080\n"),
        MistakeLesson(
            .repeatedEntry,
            """
            The same thing stands in a list twice. Once is enough; most often the second was to be another name.
            """,
            wrong: "certificates:\n  localhost: [localhost, app.test, LOCALHOST]\nservices:\n  api: {command: ./api}\n",
            right: "certificates:\n  localhost: [localhost, app.test]\nservices:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .emptyStack,
            """
            There is nothing to bring up and nothing to check. A stack has services, or checks of something that runs
            elsewhere. `devstack init` writes a file to begin with.
            """,
            wrong: "name: birds\n",
            right: "name: birds\nservices:\n  api: {command: ./api}\n"),
    ]
}
