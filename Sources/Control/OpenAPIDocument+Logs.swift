internal import StackModel

extension OpenAPIDocument {
    /// `GET /v1/logs`: no document, but lines.
    static let logs: JSONValue.Member = {
        let call = ControlCall.logs(LogRequest())
        let operation: [JSONValue.Member] = [
            .init(
                "summary",
                .string(
                    "What the services have written, in chunks; with follow also what they are going to write, until the stack ends."
                )),
            .init("parameters", .array(parameters)),
            .init(
                "responses",
                .object([
                    .init(
                        "200",
                        .object([
                            .init("description", .string("A line, or an object, for each line of the logs.")),
                            .init(
                                "content",
                                .object([
                                    .init("application/x-ndjson", .object([.init("schema", reference("LogLine"))])),
                                    .init("text/plain", .object([.init("schema", type("string"))])),
                                ])),
                        ])),
                    .init("400", response("A parameter is wrong.", reference("Refusal"))),
                    .init("404", response("No service has this name.", reference("Refusal"))),
                ])),
        ]
        return .init(call.path, .object([.init(call.method.lowercased(), .object(operation))]))
    }()

    static let logLine = schema(
        "LogLine",
        [
            (
                "time",
                .object([.init("type", .string("string")), .init("format", .string("date-time"))])
            ),
            ("service", type("string")),
            (
                "stream",
                .object([.init("enum", .array(LogLine.Stream.allCases.map { .string($0.rawValue) }))])
            ),
            ("line", type("string")),
        ], optional: [("continues", type("boolean"))])

    private static let parameters: [JSONValue] = [
        parameter("service", list(of: type("string")), "Only this service; may be given more than once."),
        parameter("since", type("string"), "Only lines from this moment on: how long ago, or RFC 3339."),
        parameter("until", type("string"), "Only lines up to this moment."),
        parameter("tail", type("integer"), "Only the last lines of each service."),
        parameter("grep", type("string"), "Only lines in which this regular expression matches."),
        parameter("follow", type("boolean"), "Whether to go on with what is written."),
        parameter("timestamps", type("boolean"), "Whether text shows each line's time."),
        parameter(
            "format", .object([.init("enum", .array(LogRequest.Format.allCases.map { .string($0.rawValue) }))]),
            "json, unless text is asked for."),
    ]
}
