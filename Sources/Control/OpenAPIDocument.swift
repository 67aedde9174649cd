package import StackModel

/// What can be asked of a stack that is up, for programs: OpenAPI 3.1.
package enum OpenAPIDocument {
    package static let value: JSONValue = .object([
        .init("openapi", .string("3.1.0")),
        .init(
            "info",
            .object([
                .init("title", .string("devstack")), .init("version", .string("1")),
                .init("description", .string("What a stack that is up can be asked over its Unix socket.")),
            ])),
        .init(
            "paths",
            .object([
                path(.description, "What can be asked.", answer: .object([.init("type", .string("object"))])),
                path(
                    .status(isSettled: false), "How far each service is.", answer: reference("Status"),
                    parameters: [settled]),
                path(
                    .end, "How the stack ended, with `exit_status`; the answer comes when it has.",
                    answer: reference("Status")),
                logs,
                path(
                    .down, "Stops every service; the answer comes when nothing runs any more.",
                    answer: reference("Status")),
                path(
                    .service("{name}", .start),
                    "Starts a service and what it needs; the answer comes when it is ready.",
                    answer: reference("Service")),
                path(
                    .service("{name}", .stop), "Stops a service alone; the answer comes when it has ended.",
                    answer: reference("Service")),
                path(
                    .service("{name}", .restart),
                    """
                    Stops a service, and what asks to be started again with it, and starts them again; the answer comes when \
                    they are ready, and has the others in `restarted_with`.
                    """,
                    answer: reference("Service")),
                path(
                    .reload(ReloadRequest()),
                    "Makes the stack what its file says now; the answer comes when all that changed is ready.",
                    answer: reference("Reload"),
                    parameters: [
                        parameter("dry_run", type("boolean"), "Only tell what would be done."),
                        parameter("start_stopped", type("boolean"), "Start what was stopped by itself, too."),
                        parameter("service", list(of: type("string")), "Services to run besides those that do."),
                        parameter("profile", list(of: type("string")), "Profiles to run besides those that do."),
                    ]),
            ])),
        .init("components", .object([.init("schemas", .object([status, service, absent, reload, refusal, logLine]))])),
    ])

    private static func path(
        _ call: ControlCall, _ summary: String, answer: JSONValue, parameters: [JSONValue] = []
    ) -> JSONValue.Member {
        var operation: [JSONValue.Member] = [.init("summary", .string(summary))]
        var parameters = parameters
        if call.path.contains("{name}") {
            let parameter: JSONValue = .object([
                .init("name", .string("name")), .init("in", .string("path")), .init("required", .bool(true)),
                .init("schema", type("string")),
            ])
            parameters.append(parameter)
        }
        if !parameters.isEmpty { operation.append(.init("parameters", .array(parameters))) }
        var responses = [
            JSONValue.Member("200", response("It is done.", answer)),
            .init("403", response("The stack is another user's.", reference("Refusal"))),
        ]
        if call.path.contains("{name}") {
            responses.append(.init("404", response("No service has this name.", reference("Refusal"))))
            responses.append(
                .init(
                    "409",
                    response("The service is no part of this run: a profile holds it back.", reference("Refusal"))))
        }
        responses.append(.init("405", response("The path takes another method.", reference("Refusal"))))
        operation.append(.init("responses", .object(responses)))
        return .init(call.path, .object([.init(call.method.lowercased(), .object(operation))]))
    }

    private static let settled = parameter(
        "settled", type("boolean"),
        "With true the answer comes when no service is about to become anything else; a crash loop is at rest.")

    static func parameter(_ name: String, _ schema: JSONValue, _ description: String) -> JSONValue {
        .object([
            .init("name", .string(name)), .init("in", .string("query")), .init("description", .string(description)),
            .init("schema", schema),
        ])
    }

    static func response(_ description: String, _ schema: JSONValue) -> JSONValue {
        .object([
            .init("description", .string(description)),
            .init("content", .object([.init("application/json", .object([.init("schema", schema)]))])),
        ])
    }

    private static let status = schema(
        "Status",
        [
            ("stack", type("string")), ("file", type("string")), ("further_files", list(of: type("string"))),
            ("pid", type("integer")),
            ("services", list(of: reference("Service"))), ("absent", list(of: reference("AbsentService"))),
        ], optional: [("exit_status", type("integer"))])

    private static let service = schema(
        "Service",
        [
            ("name", type("string")),
            (
                "state",
                .object([
                    .init("enum", .array(ServiceReport.State.allCases.map { .string($0.rawValue) }))
                ])
            ),
            ("address", type("string", "null")),
            (
                "ports",
                list(
                    of: .object([
                        .init("type", .string("object")),
                        .init(
                            "properties",
                            .object([
                                .init("name", type("string")), .init("number", type("integer")),
                                .init("written", type("integer", "null")),
                            ])),
                    ]))
            ),
            ("started_after_ms", type("number", "null")),
            ("ready_after_ms", type("number", "null")), ("restarts", type("integer")),
            ("status", type("string", "null")),
            ("failure", type("string", "null")), ("remedy", type("string", "null")),
            ("last_lines", list(of: type("string"))),
        ], optional: [("restarted_with", list(of: reference("Service")))])

    private static let absent = schema(
        "AbsentService",
        [
            ("name", type("string")),
            ("profiles", list(of: type("string"))),
        ])

    private static let change: JSONValue = .object([
        .init("type", .string("object")),
        .init(
            "properties",
            .object([
                .init("service", type("string")),
                .init(
                    "action",
                    .object([
                        .init("enum", .array(ReloadReport.Change.Action.allCases.map { .string($0.rawValue) }))
                    ])),
                .init("words", list(of: type("string"))), .init("with", type("string")),
            ])),
    ])

    private static let reload = schema(
        "Reload",
        [
            ("dry_run", type("boolean")), ("exit_status", type("integer")), ("outcome", type("string")),
            ("changes", list(of: change)),
            ("mistakes", type("string")), ("notes", list(of: type("string"))),
            ("diagnostics", list(of: type("object"))), ("certificates", list(of: type("object"))),
            ("services", list(of: reference("Service"))),
        ])

    private static let refusal: JSONValue.Member = .init(
        "Refusal",
        .object([
            .init("type", .string("object")), .init("required", .array([.string("error")])),
            .init(
                "properties", .object([.init("error", type("string")), .init("remedy", type("string"))])),
        ]))

    static func schema(
        _ name: String, _ properties: [(String, JSONValue)], optional: [(String, JSONValue)] = []
    ) -> JSONValue.Member {
        .init(
            name,
            .object([
                .init("type", .string("object")),
                .init("required", .array(properties.map { .string($0.0) })),
                .init("properties", .object((properties + optional).map { JSONValue.Member($0.0, $0.1) })),
            ]))
    }

    static func list(of items: JSONValue) -> JSONValue {
        .object([.init("type", .string("array")), .init("items", items)])
    }

    static func type(_ names: String...) -> JSONValue {
        let types = names.map(JSONValue.string)
        return .object([.init("type", types.count == 1 ? types[0] : .array(types))])
    }

    static func reference(_ name: String) -> JSONValue {
        .object([.init("$ref", .string("#/components/schemas/\(name)"))])
    }
}
