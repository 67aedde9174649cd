extension MistakeLesson {
    /// What is legal, so that the stack comes up all the same.
    static let ofWarnings: [MistakeLesson] = [
        MistakeLesson(
            .surprisingValue,
            """
            A value without quotes in JSON looks like a truth value or a number, and is a text to YAML 1.2, which is
            what holds here. Quotes say that a text is meant; else write the value as JSON has it: `true`, `22`.
            """,
            wrong: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.on: yes}}\n",
            right: "checks:\n  it answers:\n    get: http://localhost:8000/\n    expect: {json: {$.on: true}}\n"),
        MistakeLesson(
            .shellSyntax,
            """
            No shell runs a command, so `|`, `>`, `&&` and `$(...)` go to the program as arguments. That is legal, and
            hardly ever meant. For a shell write it out: `[sh, -c, '...']`. What is meant as an argument stands in
            quotes.
            """,
            wrong: "services:\n  api: {command: ./migrate && ./api}\n",
            right: "services:\n  api: {command: [sh, -c, './migrate && exec ./api']}\n"),
        MistakeLesson(
            .widePermit,
            """
            Whoever holds the authority's key could pose as every site of a whole top-level domain, to each client that
            trusts the authority. Permit what the stack uses, or choose a domain that nobody can own: `test`,
            `internal`, `home.arpa`.
            """,
            wrong: "authority: {permit: [dev]}\nservices:\n  api: {command: ./api}\n",
            right: "authority: {permit: [app.dev]}\nservices:\n  api: {command: ./api}\n"),
    ]
}
