package import StackModel

/// What a stack that is up can be asked.
package enum ControlCall: Sendable, Equatable {
    /// What can be asked: an OpenAPI document.
    case description
    /// - Parameter isSettled: whether the answer waits until no service is about to become anything else.
    case status(isSettled: Bool)
    /// How it ended; the answer waits until it has.
    case end
    /// Stop it all.
    case down
    case service(String, ServiceRequest)
    /// What the services have written: no JSON document, but lines.
    case logs(LogRequest)
    /// Make it what its file says now.
    case reload(ReloadRequest)

    /// From a request line.
    ///
    /// - Throws: a `ControlRefusal` of status 400, 404 or 405.
    package init(method: String, path: String) throws(ControlRefusal) {
        let query = ControlQuery(of: path)
        let path = path.split(separator: "?", maxSplits: 1).first ?? ""
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        var call: ControlCall
        var wanted = "POST"
        switch parts {
        case ["openapi.json"]: (call, wanted) = (.description, "GET")
        case ["v1", "status"]: (call, wanted) = (.status(isSettled: query.values(of: "settled").last == "true"), "GET")
        case ["v1", "end"]: (call, wanted) = (.end, "GET")
        case ["v1", "logs"]: (call, wanted) = (.logs(LogRequest()), "GET")
        case ["v1", "down"]: call = .down
        case ["v1", "reload"]: call = .reload(ReloadRequest(query))
        default:
            guard parts.count == 4, parts.starts(with: ["v1", "services"]),
                let request = ServiceRequest(rawValue: parts[3])
            else { throw ControlRefusal(404, "there is nothing at \(path)") }
            call = .service(parts[2], request)
        }
        guard method == wanted else { throw ControlRefusal(405, "\(path) takes \(wanted)") }
        if case .logs = call { call = .logs(try LogRequest(query)) }
        self = call
    }

    package var method: String {
        switch self {
        case .description, .status, .end, .logs: "GET"
        case .down, .service, .reload: "POST"
        }
    }

    package var path: String {
        switch self {
        case .description: "/openapi.json"
        case .status(false): "/v1/status"
        case .status(true): "/v1/status?settled=true"
        case .end: "/v1/end"
        case .down: "/v1/down"
        case .logs: "/v1/logs"
        // Names of services need no escapes.
        case .service(let name, let request): "/v1/services/\(name)/\(request.rawValue)"
        case .reload(let request): "/v1/reload" + request.query.text
        }
    }
}

extension ReloadRequest {
    fileprivate init(_ query: ControlQuery) {
        self.init(
            isDryRun: query.values(of: "dry_run").last == "true", services: query.values(of: "service"),
            profiles: query.values(of: "profile"), startsStopped: query.values(of: "start_stopped").last == "true")
    }

    fileprivate var query: ControlQuery {
        var items: [(name: String, value: String)] = []
        if isDryRun { items.append(("dry_run", "true")) }
        if startsStopped { items.append(("start_stopped", "true")) }
        items += services.map { ("service", $0) } + profiles.map { ("profile", $0) }
        return ControlQuery(items)
    }
}
