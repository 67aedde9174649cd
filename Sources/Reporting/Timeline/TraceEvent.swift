internal import StackModel

/// One event of the Trace Event Format.
struct TraceEvent {
    /// Groups of tracks; a viewer calls them processes.
    enum Group: Int {
        case run = 1
        case services
        case checks
    }

    private var members: [(String, JSONValue)]
    var arguments: [(String, JSONValue)] = []

    private init(
        _ phase: String, _ name: String, _ group: Group, _ thread: Int, _ further: [(String, JSONValue)] = []
    ) {
        members =
            [
                ("name", .string(name)), ("ph", .string(phase)), ("pid", .number(JSONNumber(group.rawValue))),
                ("tid", .number(JSONNumber(thread))),
            ] + further
    }

    var value: JSONValue {
        let arguments = arguments.map { JSONValue.Member($0.0, $0.1) }
        return .object(
            members.map { JSONValue.Member($0.0, $0.1) }
                + (arguments.isEmpty ? [] : [.init("args", .object(arguments))]))
    }

    static func process(_ group: Group, named name: String) -> TraceEvent {
        var event = TraceEvent("M", "process_name", group, 0)
        event.arguments = [("name", .string(name))]
        return event
    }

    static func thread(_ group: Group, _ thread: Int, _ name: String) -> TraceEvent {
        var event = TraceEvent("M", "thread_name", group, thread)
        event.arguments = [("name", .string(name))]
        return event
    }

    static func complete(
        _ name: String, _ category: String, _ group: Group, _ thread: Int, from: Duration, to: Duration
    ) -> TraceEvent {
        TraceEvent(
            "X", name, group, thread,
            [
                ("cat", .string(category)), ("ts", number(from)),
                ("dur", .number(JSONNumber(max(0, microseconds(to) - microseconds(from))))),
            ])
    }

    static func instant(_ name: String, _ group: Group, _ thread: Int, at moment: Duration) -> TraceEvent {
        TraceEvent(
            "i", name, group, thread, [("cat", .string("service")), ("ts", number(moment)), ("s", .string("t"))])
    }

    /// Both ends of an arrow between services; the end binds to the slice that encloses it.
    static func flow(
        _ number: Int, _ name: String, from: (thread: Int, moment: Duration), to: (thread: Int, moment: Duration)
    ) -> [TraceEvent] {
        func end(_ phase: String, _ place: (thread: Int, moment: Duration)) -> TraceEvent {
            TraceEvent(
                phase, name, .services, place.thread,
                [("cat", .string("waits")), ("id", .number(JSONNumber(number))), ("ts", Self.number(place.moment))]
                    + (phase == "f" ? [("bp", .string("e"))] : []))
        }
        return [end("s", from), end("f", to)]
    }

    /// In microseconds.
    static func number(_ duration: Duration) -> JSONValue { .number(JSONNumber(microseconds(duration))) }

    private static func microseconds(_ duration: Duration) -> Int {
        Int((duration / .microseconds(1)).rounded())
    }
}
