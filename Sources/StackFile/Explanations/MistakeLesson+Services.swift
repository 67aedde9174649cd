extension MistakeLesson {
    static let ofServices: [MistakeLesson] = [
        MistakeLesson(
            .portTaken,
            """
            Two services cannot listen on one port of the same address: the second would fail to start, or take the
            other's requests. Give one of them another port; two different addresses of `host` may share one.
            """,
            wrong: "services:\n  api: {command: ./api, port: 8000}\n  web: {command: ./web, port: 8000}\n",
            right: "services:\n  api: {command: ./api, port: 8000}\n  web: {command: ./web, port: 8001}\n"),
        MistakeLesson(
            .unknownService,
            """
            `depends_on` names services of this file, and no service has this name. It may be misspelt, or may have
            been renamed above.
            """,
            wrong: "services:\n  database: {command: ./database}\n  api: {command: ./api, depends_on: [datbase]}\n",
            right: "services:\n  database: {command: ./database}\n  api: {command: ./api, depends_on: [database]}\n"),
        MistakeLesson(
            .dependencyCircle,
            """
            Each of these services waits until the next one is ready, and the last waits for the first, so that none
            would ever start. Decide which of them can do without the other for a moment, and remove that dependency.
            """,
            wrong:
                "services:\n  api: {command: ./api, depends_on: [web]}\n  web: {command: ./web, depends_on: [api]}\n",
            right: "services:\n  api: {command: ./api}\n  web: {command: ./web, depends_on: [api]}\n"),
        MistakeLesson(
            .missingPort,
            """
            A built-in server listens on a port, which the stack file must say, so that checks, people and other
            services know it. A program needs one when it speaks TLS.
            """,
            wrong: "services:\n  site: {files: .}\n",
            right: "services:\n  site: {files: ., port: 8080}\n"),
        MistakeLesson(
            .badReadiness,
            """
            `ready` says how devstack knows that others may use the service. `listen` and `http` ask its port, so they
            need one, and `tls` a certificate to expect there; `exit` is for a one-shot, which ends with status 0 and
            listens nowhere; `log`, `notify` and `command` are for programs, not for the built-in servers.
            With `socket: activate` the port is open before the program runs, so that only what asks the program itself
            will do: `notify`, `tls`, `http`, `log` or `command`.
            """,
            wrong: "services:\n  worker:\n    command: ./worker\n    ready: {http: /health}\n",
            right: "services:\n  worker:\n    command: ./worker\n    port: 8000\n    ready: {http: /health}\n"),
        MistakeLesson(
            .badCondition,
            """
            `service_completed_successfully` waits until a service has ended with status 0. A server, and a program that
            is started again after each end, never gets there, so that the dependent would never start.
            """,
            wrong: """
                services:
                  database: {command: ./database, port: 5432}
                  api:
                    command: ./api
                    depends_on: {database: {condition: service_completed_successfully}}

                """,
            right: """
                services:
                  database: {command: ./database, port: 5432}
                  api:
                    command: ./api
                    depends_on: {database: {condition: service_healthy}}

                """),
        MistakeLesson(
            .badRestart,
            """
            `restart` says whether a service is started again when it has ended by itself: `no`, `on-failure`, with a
            number after a colon for how often in a row at most, `always` or `unless-stopped`. A one-shot is done once
            it has ended well, so the last two are not for it.
            """,
            wrong: "services:\n  worker: {command: ./worker, restart: on-failure:often}\n",
            right: "services:\n  worker: {command: ./worker, restart: on-failure:5}\n"),
    ]
}
