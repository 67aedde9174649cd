internal import StackModel

extension Language {
    static let healthcheck = WordTable<HealthDraft>(
        "`healthcheck`", in: "`healthcheck:` of a service", heading: "`healthcheck`",
        introduction: """
            Whether a service that is ready still does its work. It is asked again and again; after `retries` failures in a \
            row it is unhealthy: with a `restart` other than `"no"` it is then ended and started again, without one the stack \
            goes on, and is red at its end if the service is still unhealthy. What is asked is one of `test`, `http`, `tls` \
            and `command`; without any of them it is what `ready` asks.
            """,
        example: """
            api:
              command: ./api
              port: 8001
              ready: {http: /health}
              healthcheck: {interval: 10s, timeout: 2s}
              restart: on-failure
            database:
              command: postgres -D data
              port: 5432
              healthcheck:
                test: [CMD, pg_isready, -q, -p, "5432"]
                interval: 5s
                start_period: 1m
            """,
        rules: [.atMostOne(HealthDraft.probes), .only(["status"], with: ["http"])],
        [
            Word(
                "test", takes: .healthTest,
                "As in Compose: this command has ended with status 0.",
                details: """
                    A text is run by `/bin/sh -c`, and so is the second word of `[CMD-SHELL, 'a | b']`; `[CMD, program, \
                    argument]` is run as it is. `NONE` is no health check at all.
                    """,
                alsoCalled: ["check"]
            ) { $1.test = $2.healthTest($0) },
            Word(
                "http", takes: .form("a path such as /health", pattern: TextPattern.requestPath),
                "A GET of this path on its port is answered.", alsoCalled: ["path", "url", "get"]
            ) { $1.http = $2.requestPath($0) },
            Word("status", takes: .status, "With `http`: which status counts.", default: "`2xx`") {
                $1.status = $2.statuses($0)?.value
            },
            Word(
                "tls", takes: .onlyTrue, "A TLS handshake on its port comes to its end, and its certificate verifies.",
                alsoCalled: ["https", "ssl"]
            ) { $1.tls = $2.onlyTrue($0) },
            Word(
                "command", takes: .command, "This command has ended with status 0: as in `ready`, by no shell.",
                alsoCalled: ["cmd", "exec", "script"]
            ) { $1.command = $2.command($0) },
            Word("interval", takes: .duration, "From one answer to the next question.", default: "`30s`") {
                $1.interval = $2.duration($0)
            },
            Word("timeout", takes: .duration, "How long an answer may take.", default: "`30s`") {
                $1.timeout = $2.duration($0)
            },
            Word(
                "retries", takes: .integer(1...1000), "How many failures in a row make it unhealthy.", default: "`3`"
            ) { node, draft, decoding in
                draft.retries = decoding.integer(
                    node, in: 1...1000, remedy: "Write how many failures in a row are too many, such as 3.")
            },
            Word(
                "start_period", takes: .durationOrZero, "How much longer it may take to pass for the first time.",
                default: "`0`",
                details: """
                    A service with a health check is ready once that has passed for the first time. For this it has \
                    `start_period` and `retries` times `interval`, but `timeout` at least.
                    """
            ) { $1.startPeriod = $2.duration($0, allowsZero: true) },
            Word(
                "start_interval", takes: .duration, "The longest pause between two questions until it has passed once.",
                default: "`500ms`",
                details: "The first questions come after a few milliseconds, so that a quick service is seen quickly."
            ) { $1.startInterval = $2.duration($0) },
            Word(
                "disable", takes: .boolean, "No health check: for a further stack file that takes one away.",
                default: "`false`"
            ) { $1.disable = $2.boolean($0) },
        ])
}
