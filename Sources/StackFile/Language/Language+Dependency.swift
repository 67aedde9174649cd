extension Language {
    static let dependency = WordTable<DependencyDraft>(
        "a dependency", in: "a dependency (depends_on: NAME:)", heading: "A dependency",
        introduction: """
            `depends_on` is a list of services' names, or a map of them. A name in a list, and one without a `condition`, is \
            waited for until it is ready in its own sense.
            """,
        example: """
            api:
              command: ./api
              port: 8001
              depends_on:
                migrate: {condition: service_completed_successfully}
                database: {condition: service_healthy, restart: true}
            """,
        [
            Word(
                "condition", takes: .oneOf(DependencyWord.allCases.map(\.rawValue)), "How far it must be.",
                default: "`service_healthy`",
                details: """
                    `service_started`: its program runs. `service_healthy`: it is ready in its own sense, as `ready` says, and well by its `healthcheck` \
                    if it has one. \
                    `service_completed_successfully`: it has ended with status 0.
                    """,
                alsoCalled: ["when", "wait", "wait_for"]
            ) { node, draft, decoding in
                draft.condition = decoding.word(node, as: DependencyWord.self)?.value.condition
            },
            Word(
                "restart", takes: .boolean, "Whether this service is started again whenever that one is.",
                default: "`false`", alsoCalled: ["restarts"]
            ) { $1.restart = $2.boolean($0) },
        ])
}
