extension MistakeLesson {
    static let ofVariables: [MistakeLesson] = [
        MistakeLesson(
            .unsetVariable,
            """
            `${NAME}` in a value is replaced by the environment's variable of that name, or else by that of the .env
            beside the stack file. One that is set in neither would leave a hole, and what comes of that is found much
            later.

            Set it, or say what holds without it: `${NAME:-default}`; `${NAME:-}` is empty. For a literal `${` write
            `$${`.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    environment: {LEVEL: \"${LOG_LEVEL}\"}\n",
            right: "services:\n  api:\n    command: ./api\n    environment: {LEVEL: \"${LOG_LEVEL:-info}\"}\n"),
        MistakeLesson(
            .requiredVariable,
            """
            `${NAME:?message}` says that the stack cannot do without this variable, and the message says what for.
            Whoever wrote the stack file left it to you to choose: set it in the environment, or in .env beside the
            stack file.
            """,
            wrong: "services:\n  api:\n    command: ./api\n"
                + "    environment: {TOKEN: \"${TOKEN:?ask the team for a token}\"}\n",
            right: "services:\n  api:\n    command: ./api\n    environment: {TOKEN: \"${TOKEN:-none}\"}\n"),
        MistakeLesson(
            .badInterpolation,
            """
            `${` begins a variable, and what follows is not one: NAME, then perhaps `:-default` or `:?message`, then
            `}`. A name has letters, digits and underscores, and does not begin with a digit. Any other `$` is itself;
            for a literal `${` write `$${`.
            """,
            wrong: "services:\n  api:\n    command: ./api\n    environment: {TITLE: \"${my title}\"}\n",
            right: "services:\n  api:\n    command: ./api\n    environment: {TITLE: \"$${my title}\"}\n"),
        MistakeLesson(
            .unknownPort,
            """
            `${services.NAME.port}` stands for the number of a service's port, and `${services.NAME.ports.PORT}` for that of
            one of its `ports`, whether the file gives the number or says `auto`. This names none that is there: the
            service may be misspelt, or may have no port.
            """,
            wrong: "services:\n  api: {command: ./api, port: auto}\n"
                + "  web: {command: \"./web --api ${services.apy.port}\"}\n",
            right: "services:\n  api: {command: ./api, port: auto}\n"
                + "  web: {command: \"./web --api ${services.api.port}\"}\n"),
    ]
}
