internal import Linux
internal import Reporting
internal import StackModel

extension LogRequest {
    /// From the query of `GET /v1/logs`, whose parameters are called as the options of `devstack logs` are.
    ///
    /// - Throws: a `ControlRefusal` of status 400 that says what is wrong.
    init(_ query: ControlQuery) throws(ControlRefusal) {
        self.init()
        format = .json
        for (name, value) in query.items { try set(name, value) }
        if follows, until != nil { throw ControlRefusal(400, "follow has no end, and until is one") }
    }

    private mutating func set(_ name: String, _ value: String) throws(ControlRefusal) {
        switch name {
        case "service": services.append(value)
        case "since": since = try Self.time(name, value)
        case "until": until = try Self.time(name, value)
        case "tail":
            guard let count = Int(value), count >= 0 else { throw Self.refusal(name, "a number of lines") }
            tail = count
        case "grep":
            guard (try? Regex(value)) != nil else { throw Self.refusal(name, "a regular expression") }
            pattern = value
        case "follow": follows = try Self.truth(name, value)
        case "timestamps": showsTimes = try Self.truth(name, value)
        case "format":
            guard let known = Format(rawValue: value) else { throw Self.refusal(name, "text or json") }
            format = known
        default:
            throw ControlRefusal(
                400, "there is no parameter \(name)",
                remedy: "There are service, since, until, tail, grep, follow, timestamps and format.")
        }
    }

    private static func time(_ name: String, _ value: String) throws(ControlRefusal) -> LogTime {
        // The plus sign of a zone, which forms take for a blank.
        guard let time = LogMoment.time(value.replacing(" ", with: "+"), now: WallClock.now()) else {
            throw refusal(name, "how long ago, as 10m, or a date and time of RFC 3339")
        }
        return time
    }

    private static func truth(_ name: String, _ value: String) throws(ControlRefusal) -> Bool {
        guard value == "true" || value == "false" else { throw refusal(name, "true or false") }
        return value == "true"
    }

    private static func refusal(_ name: String, _ kind: String) -> ControlRefusal {
        ControlRefusal(400, "\(name) takes \(kind)")
    }
}
