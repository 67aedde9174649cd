/// What the reference says of values everywhere, whatever the word.
enum ReferenceChapter {
    static let opening = """
        # The stack file

        `devstack.yaml` says what a local development stack is: its certificates, its services, and what a client must be able \
        to see. This page has every word of it. Every command looks for the file in the current folder and then in those \
        above it; `--file` names another one, or [several that are merged](several-files.md).

        Everything has a short form for the usual case. An unknown word is a mistake, and all mistakes are told in one go, \
        each with its place and what to do ([all of them](messages.md)); nothing is started until the file is right. The \
        terminal shows the first 20, errors before warnings, and counts the rest; `--format json` and `github` have \
        every one.

        """

    static let example = """
        ```yaml
        name: birds                       # the top level

        certificates:                     # NAME: the names that it is valid for
          localhost: [localhost, 127.0.0.1, "::1"]

        services:                         # NAME: a service
          site:
            files: site
            port: 1443
            tls: localhost
          greeter:
            command: python3 greeter.py
            port: 9000
            depends_on: [site]

        checks:                           # NAME: a check
          the motto comes over verified TLS:
            get: https://localhost:1443/motto.txt
            expect:
              status: 200
              body: {contains: help who you can}
        ```

        """

    static let values = """
        ## Values

        ### Variables

        In a value, never in a key, these are replaced before anything else is read. Variables come from the environment, then \
        from `.env` beside the stack file.

        | written | stands for |
        |---|---|
        | `${NAME}` | the variable; it is a mistake if it is not set |
        | `${NAME:-default}` | the default, if the variable is not set or empty |
        | `${NAME-default}` | the default, if the variable is not set |
        | `${NAME:?message}` | a mistake with this message, if it is not set or empty |
        | `${NAME?message}` | a mistake with this message, if it is not set |
        | `${NAME:+other}` | the other text, if the variable is set and not empty; else nothing |
        | `${NAME+other}` | the other text, if the variable is set; else nothing |
        | `${services.NAME.port}` | the number of that service's port; `${services.NAME.ports.PORT}` of one of its `ports` |
        | `$${` | a literal `${`; any other `$` is itself |

        A default may hold variables. What a variable stands for is a text or a number as its place needs: `port: ${PORT}` is \
        fine. Reports and logs show values from `.env` and `env_file` as `***` ([which ones](checks.md#what-it-does)).

        `.env` is written as for Compose: `NAME=VALUE` a line, perhaps with `export` before it; `#` begins a comment, at a \
        line's start or behind a blank. A value in single quotes is taken as it is; in double quotes `\\n`, `\\r`, `\\t`, `\\"`, \
        `\\\\` and `\\$` are escapes. Quoted values may go over several lines. Outside of single quotes `${NAME}` stands for a \
        variable of the environment, or for one that is set above it. What variables stand for is 4 MiB at most in all, in \
        the stack file and in `.env`.

        ### Durations

        Numbers with units, from days to microseconds: `90d`, `2h`, `1m30s`, `1.5s`, `200ms`, `50us`. A number alone is a \
        mistake, except `0` where a duration may be nothing.

        ### Paths

        Relative paths are relative to the stack file's folder (the first one's, if there are several). What must be there is looked for before anything starts. `~` is \
        not replaced, since no shell runs; write `${HOME}`.

        ### YAML

        The file is one YAML 1.2 document in UTF-8, of at most \(TreeLimits.fileSize >> 20) MiB. Where older programs (YAML 1.1) \
        read a value as something else, it is a mistake or a warning, never a surprise:

        | written | is |
        |---|---|
        | `yes`, `no`, `on`, `off` | texts; the truth values are `true` and `false` |
        | `022` | no number: write `22`, or `"022"` for the text |
        | `1:30` | a text; YAML 1.1 reads 90 |
        | `::1`, `*.app.test`, `@name`, `%name` | not plain texts in YAML in every place: put them into quotes |
        | `key:` with nothing behind it | a value that was forgotten; null is written `null` |
        | a tab at the beginning of a line | a mistake: YAML indents by spaces |
        | a key given twice | a mistake |

        A text is a text as it is written: as a body, a header or a variable, `1.0` stays `1.0`. Only in `json`, `fill` and \
        matchers on JSON values do `1`, `true` and `null` mean what they mean in JSON.

        Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) work across the file, but not from one file to another; a map's own keys win over merged ones. \
        Lists and maps nest at most \(TreeLimits.depth) deep.

        ### Several files

        `--file` may be given more than once; later files change what earlier ones say. How each word is merged is in \
        [several-files.md](several-files.md).

        """

    static let editor = """
        ## In an editor

        [devstack.schema.json](devstack.schema.json) is the same language as a JSON Schema (draft 2020-12): an editor with the \
        YAML language server completes words, shows what they mean, and marks mistakes as you type. Put the schema beside \
        the stack file, and say so in a comment:

        ```sh
        devstack config --schema > devstack.schema.json
        ```

        ```yaml
        # yaml-language-server: $schema=devstack.schema.json
        ```

        In VS Code the extension YAML (`redhat.vscode-yaml`) reads this comment; Neovim, Helix, Emacs and others do with \
        `yaml-language-server` installed. For every stack file at once, without the comment, the server has a setting, \
        here as VS Code writes it:

        ```json
        "yaml.schemas": {"/path/to/devstack.schema.json": ["devstack.yaml", "devstack.yml"]}
        ```

        A schema sees one value or one map at a time. Whether a name exists, a port is taken or a path is there only devstack \
        knows: `devstack config --quiet` says it, and starts nothing.
        """
}
