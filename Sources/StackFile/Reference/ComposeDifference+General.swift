extension ComposeDifference {
    /// All of them: those of single words in the order of the tables, then those of the whole file.
    static var all: [ComposeDifference] { Language.tables.flatMap { $0.words.compactMap(\.compose) } + general }

    /// What no single word of the language stands for.
    private static let general = [
        ComposeDifference(
            "`image`, `build`, `volumes`, `networks`, `deploy`, ...", there: "say what a container is made of",
            here: "not words of the language: programs of this machine run as they are",
            because: "what is developed here is here already, and starts in milliseconds"),
        ComposeDifference(
            "a command written as one text", there: "split into words; the image's entrypoint may be a shell",
            here: "split into words, and no shell ever; a `|` or `>` that stands alone is met with a warning",
            because: "the program gets what is written, and signals reach it and not a shell"),
        ComposeDifference(
            "services by name", there: "each service's name is a host name for the others",
            here: "services meet at `localhost` and their ports",
            because: "all of them are on this machine, and so is the browser that looks at them"),
        ComposeDifference(
            "`extends`, `include`, `compose.override.yaml`",
            there: "name further files in a file, or are found beside it",
            here:
                "further files are named by `--file`, and nowhere else; they are merged key by key, with the tags `!reset` and `!override`",
            because: "the command line says which files a stack is made of"),
        ComposeDifference(
            "`$`", there: "`$NAME` and `${NAME}` are variables, and `$$` is a dollar sign",
            here: "only `${NAME}` is one; any other `$` is itself, and `$${` is a literal `${`",
            because: "commands, passwords and regular expressions are full of dollar signs"),
        ComposeDifference(
            "a variable that is not set", there: "an empty text, and a warning",
            here: "a mistake, unless a default is written: `${NAME:-}`",
            because: "an empty port or path is found out much later, and far from its cause"),
        ComposeDifference(
            "unknown keys", there: "a mistake, except those that begin with `x-`, and `version`",
            here: "a mistake, all of them",
            because:
                "a word that has no effect must not look as if it had one; an anchor can stand where it is first used"),
        ComposeDifference(
            "durations", there: "`us`, `ms`, `s`, `m`, `h`", here: "the same, and `d` for days",
            because: "certificates live for days"),
    ]
}
