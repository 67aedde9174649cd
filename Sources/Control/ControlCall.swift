package import StackModel

/// What a stack that is up can be asked.
package enum ControlCall: Sendable, Equatable {
    /// What can be asked: an OpenAPI document.
    case description
    case status
    /// Stop it all.
    case down
    case service(String, ServiceRequest)
    /// What the services have written: no JSON document, but lines.
    case logs(LogRequest)

    /// From a request line.
    ///
    /// - Throws: a `ControlRefusal` of status 400, 404 or 405.
    package init(method: String, path: String) throws(ControlRefusal) {
        let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = halves.first ?? ""
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        var call: ControlCall
        var wanted = "POST"
        switch parts {
        case ["openapi.json"]: (call, wanted) = (.description, "GET")
        case ["v1", "status"]: (call, wanted) = (.status, "GET")
        case ["v1", "logs"]: (call, wanted) = (.logs(LogRequest()), "GET")
        case ["v1", "down"]: call = .down
        default:
            guard parts.count == 4, parts.starts(with: ["v1", "services"]),
                let request = ServiceRequest(rawValue: parts[3])
            else { throw ControlRefusal(404, "there is nothing at \(path)") }
            call = .service(parts[2], request)
        }
        guard method == wanted else { throw ControlRefusal(405, "\(path) takes \(wanted)") }
        if case .logs = call { call = .logs(try LogRequest(query: halves.count > 1 ? halves[1] : "")) }
        self = call
    }

    package var method: String {
        switch self {
        case .description, .status, .logs: "GET"
        case .down, .service: "POST"
        }
    }

    package var path: String {
        switch self {
        case .description: "/openapi.json"
        case .status: "/v1/status"
        case .down: "/v1/down"
        case .logs: "/v1/logs"
        // Names of services need no escapes.
        case .service(let name, let request): "/v1/services/\(name)/\(request.rawValue)"
        }
    }
}
