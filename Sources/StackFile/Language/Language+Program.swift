internal import StackModel

extension Language {
    /// The words of a service that say how its program runs, how it ends, and what is kept of it.
    static let programWords: [Word<ServiceDraft>] = [
        Word(
            "environment", takes: .environment, "Variables of the program, beside those of devstack itself.",
            details: """
                A map, or a list of `NAME=VALUE`. A name alone hands on devstack's own value, if there is one. Values \
                are texts as they are written: `yes`, `022` and `1.0` need no quotes.
                """,
            example: """
                greeter:
                  command: python3 greeter.py
                  environment: {LOG_LEVEL: debug, EDITOR: }
                same:
                  command: python3 greeter.py
                  environment: [LOG_LEVEL=debug, EDITOR]
                """,
            compose: ComposeDifference(
                "`environment`",
                there: "all that the program gets beside the image's own; truth values need quotes",
                here: "added to devstack's own environment; every value is a text as it is written",
                because: "the program runs on this machine, as it would from the user's own shell"),
            alsoCalled: ["env", "envs", "variables"]
        ) { $1.environment = $2.environmentVariables($0) },
        Word(
            "env_file", takes: .environmentFiles, "Files of further variables of the program.",
            default: "none",
            details: """
                `environment` wins over them, and they win over devstack's own environment. Their lines are \
                those of [`.env`](#variables): `${NAME}` in a value is one of the environment, of `.env`, or one \
                that the file sets above it. A file that is not there is a mistake, unless `required: false` \
                says so. What they set is taken for secret: it is masked in reports and logs. The map is in \
                [`env_file`](#env_file).
                """,
            compose: ComposeDifference(
                "`env_file`",
                there: "a name alone takes the machine's own value; `format: raw` replaces no variables",
                here: """
                    every line is `NAME=VALUE`, and only `${NAME}` is replaced; the values are masked wherever \
                    devstack writes
                    """,
                because: "such files hold passwords, and reports and logs are handed on"),
            alsoCalled: ["envfile", "dotenv", "environment_file"]
        ) { $2.environmentFiles($0, into: &$1) },
        Word(
            "working_dir", takes: .path, "The folder that the program starts in.",
            default: "the stack file's folder",
            compose: ComposeDifference(
                "`working_dir`", there: "a path inside the container",
                here: "a folder of this machine, relative to the stack file, and it must be there",
                because: "there is no container"),
            alsoCalled: ["cwd", "workdir", "working_directory", "dir"]
        ) { $1.workingDirectory = $2.folder($0) },
        Word(
            "tty", takes: .boolean, "Whether the program gets a terminal, and not pipes.", default: "`false`",
            details: """
                Programs hold back what they write to a pipe, and leave out colours and progress; to a terminal they \
                write each line at once. It is 120 columns wide and 40 lines high, and nobody types in it. Both outputs \
                are one then. `TERM` is `xterm` unless the environment has another.
                """,
            alsoCalled: ["terminal", "pty", "stdin_open"]
        ) { $1.hasTerminal = $2.boolean($0) },
        Word(
            "stop_signal", takes: .form("a signal such as SIGINT", pattern: TextPattern.signal, numbers: 1...64),
            "The signal that asks it to end.", default: "`SIGTERM`",
            details: "`SIGINT`, `INT` in any case, or a number from 1 to 64. It goes to the whole process group.",
            compose: ComposeDifference(
                "`stop_signal`, `stop_grace_period`",
                there: "for the container's first process, then all is killed",
                here: "the signal goes to the whole process group, and so does SIGKILL after the grace period",
                because: "children that the program has started must not stay behind"),
            alsoCalled: ["signal", "kill_signal"]
        ) { $1.stopSignal = $2.signal($0) },
        Word(
            "stop_grace_period", takes: .durationOrZero, "How long it may take to end before SIGKILL.",
            default: "`10s`", alsoCalled: ["grace", "grace_period", "stop_timeout"]
        ) { $1.stopGracePeriod = $2.duration($0, allowsZero: true) },
        Word(
            "restart",
            takes: .either([.form(RestartText.form, pattern: TextPattern.restart), .onlyFalse]),
            "Whether it is started again when it has ended by itself.", default: "`\"no\"`",
            details: """
                `on-failure` after a failure, `on-failure:3` at most three times in a row, `always` and \
                `unless-stopped` also when it has ended well. A program without a port that ends with status 0 has \
                done its work, which is no failure; one with a port that ends has failed, however it ended, and so has \
                one that is not ready in time. Pauses grow from 100 ms to a minute, each about twice the one before, and \
                begin anew once it has been ready for 10 s. After five ends in a row it is called a crash loop: a stack \
                that is still starting gives up then.
                """,
            example: """
                worker:
                  command: ./worker
                  restart: on-failure:3
                """,
            compose: ComposeDifference(
                "`restart`", there: "of containers, by the engine, also after the machine was started anew",
                here: "of programs, as long as devstack runs the stack",
                because: "there is no engine beside it"),
            alsoCalled: ["restart_policy", "respawn", "autorestart"]
        ) { $1.restart = $2.restart($0) },
        Word(
            "profiles", takes: .list(.form("names", pattern: TextPattern.profile), unique: true),
            "It runs only when one of these is asked for: `devstack up --profile debug`.",
            default: "none: it always runs",
            details: """
                What a service that runs depends on runs too, whatever its profiles. So does one that the command line \
                names: `devstack up tools`.
                """,
            alsoCalled: ["profile", "groups"]
        ) { $1.profiles = $2.profiles($0) },
        Word(
            "logs", takes: .table("`logs`"), "How much is kept of what it writes.",
            default: "5 files of 10 MiB",
            compose: ComposeDifference(
                "`logging`", there: "a driver, and its options `max-size` and `max-file`",
                here: "`logs` with `max_size` and `max_files`; there is always a limit",
                because: "logs are files beside the stack file, and nothing else reads them"),
            alsoCalled: ["logging", "log_options"]
        ) { $2.words($0, of: Language.logs, into: &$1.logs) },
    ]
}
