extension MistakeLesson {
    static let ofValues: [MistakeLesson] = [
        MistakeLesson(
            .wrongType,
            """
            The word takes another kind of value: a list is not a map, and a text is not a number. The message says
            what it takes; docs/stackfile.md shows each word with its short and its long form.
            """,
            wrong: "certificates:\n  localhost: localhost\nservices:\n  api: {command: ./api}\n",
            right: "certificates:\n  localhost: [localhost]\nservices:\n  api: {command: ./api}\n"),
        MistakeLesson(
            .missingValue,
            """
            The word is there and says nothing: a value was forgotten, or stands on a line that is not indented below
            it, or all lines below it are comments. Give it a value, or remove the word: each has a default that holds
            when it is left out.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    port:\n",
            right: "services:\n  api:\n    command: ./api\n    port: 8000\n"),
        MistakeLesson(
            .unknownWord,
            """
            The word takes one of a few words, and this is none of them. Where one is close, it is offered; else all of
            them are listed.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {failure: refussed}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {failure: refused}\n"),
        MistakeLesson(
            .outOfRange,
            """
            The number cannot be meant: a TCP port is 1 to 65535, an exit status 0 to 255. Numbers of JSON have no
            infinity and no NaN; put such a text into quotes.
            """,
            wrong: "services:\n  api: {command: ./api, port: 80000}\n",
            right: "services:\n  api: {command: ./api, port: 8000}\n"),
        MistakeLesson(
            .ambiguousValue,
            """
            YAML 1.1 and YAML 1.2 read some plain values differently: `022` is 18 or 22, `no` is false or a text, and
            `1:30` is 90 or a text. Editors, linters and other programs differ in which of the two they follow, so
            devstack asks you to write what you mean. So does an IPv6 address that begins with a colon, in brackets.
            """,
            wrong: "services:\n  api: {command: ./api, port: 08000}\n",
            right: "services:\n  api: {command: ./api, port: 8000}\n"),
        MistakeLesson(
            .badDuration,
            """
            A duration is numbers with units, as Compose writes them: `200ms`, `30s`, `1m30s`, `2h`; devstack adds
            `90d`. A number alone is not enough, since 30 could be seconds or milliseconds.
            """,
            wrong: "checks:\n  it answers in time:\n    get: http://localhost:8000/\n    timeout: 30\n",
            right: "checks:\n  it answers in time:\n    get: http://localhost:8000/\n    timeout: 30s\n"),
        MistakeLesson(
            .badName,
            """
            Names of services and certificates become names of files, of log prefixes and of processes, so they are
            letters, digits, `_`, `.` and `-`, and begin with a letter or a digit; a certificate's are small letters,
            and `ca` is the authority's own. The name of a check is for people: anything in one line.
            """,
            wrong: "services:\n  the api: {command: ./api}\n",
            right: "services:\n  the-api: {command: ./api}\n"),
        MistakeLesson(
            .badCommand,
            """
            A command is a program and its arguments. Written as one text it is split at blanks, and quotes keep
            blanks together; no shell is involved. Here a quote is not closed, a backslash escapes nothing, or no
            program is left. As a list no quoting is needed: `[./api, --title, All birds]`.
            """,
            wrong: "services:\n  api: {command: ./api --title 'All birds}\n",
            right: "services:\n  api: {command: ./api --title 'All birds'}\n"),
        MistakeLesson(
            .badEnvironment,
            """
            An environment variable is NAME=VALUE: the name is not empty and holds no `=`, and neither holds the NUL
            character, at which the kernel ends a text. A name alone takes devstack's own value of that variable.
            """,
            wrong: "services:\n  api: {command: ./api, environment: [=info]}\n",
            right: "services:\n  api: {command: ./api, environment: [LEVEL=info]}\n"),
        MistakeLesson(
            .badPath,
            """
            Paths are relative to the stack file, whatever folder devstack is run in. What a word names must be there
            before anything is started, must be a file or a folder as the word needs it, and must be readable. No shell
            replaces `~`: write `${HOME}`.
            """,
            wrong: "services:\n  site: {files: pages, port: 8080}\n",
            right: "services:\n  site: {files: ., port: 8080}\n"),
    ]
}
