import StackModel
import Testing

@testable import Control

@Suite struct ControlCallTests {
    /// Those of a call without parameters: all lines, as JSON.
    private static var logs: LogRequest {
        var request = LogRequest()
        request.format = .json
        return request
    }

    private static let all: [ControlCall] =
        [
            .description, .status(isSettled: false), .end, .down, .logs(logs),
            .reload(ReloadRequest(isDryRun: true, services: ["a", "b"], profiles: ["x+&= y"], startsStopped: true)),
        ] + ServiceRequest.allCases.map { .service("birds.api-2", $0) }

    @Test(arguments: all) func whatIsWrittenIsRead(call: ControlCall) throws {
        #expect(try ControlCall(method: call.method, path: call.path) == call)
        let more = call.path + (call.path.contains("?") ? "&" : "?") + "x=1"
        if case .logs = call {
            #expect(throws: ControlRefusal.self) { try ControlCall(method: call.method, path: more) }
        } else {
            #expect(try ControlCall(method: call.method, path: more) == call)
        }
        let other = call.method == "GET" ? "POST" : "GET"
        let path = call.path.prefix { $0 != "?" }
        #expect(throws: ControlRefusal(405, "\(path) takes \(call.method)")) {
            try ControlCall(method: other, path: call.path)
        }
    }

    @Test func aStatusMayWait() throws {
        let call = ControlCall.status(isSettled: true)
        #expect(try ControlCall(method: call.method, path: call.path) == call)
        #expect(try ControlCall(method: "GET", path: "/v1/status?x=1&settled=true") == call)
        for query in ["settled=false", "settled", "settled=trueish", ""] {
            #expect(try ControlCall(method: "GET", path: "/v1/status?" + query) == .status(isSettled: false))
        }
    }

    @Test(arguments: [
        "/", "", "/v1", "/v1/", "/v2/status", "/v1/services/a", "/v1/services/a/kill", "/v1/services//a/stop",
    ])
    func anythingElseIs404(path: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try ControlCall(method: "POST", path: path) }
        #expect(refusal?.status == 404)
    }

    @Test func parametersOfLogsAreRead() throws {
        var request = LogRequest()
        request.services = ["a", "b c"]
        request.since = LogTime(microseconds: 1_795_426_200_500_000)
        request.tail = 5
        request.pattern = "x+%"
        request.follows = true
        request.showsTimes = true
        let query =
            "service=a&service=b+c&since=2026-11-23T10:30:00.5+01:00&tail=5&grep=x%2B%25&follow=true&timestamps=true&format=text"
        #expect(try ControlCall(method: "GET", path: "/v1/logs?" + query) == .logs(request))
    }

    @Test(arguments: [
        "x=1", "tail=-1", "tail=", "since=x", "grep=%28", "follow=1", "format=xml",
        "follow=true&until=1h",
    ])
    func wrongParametersAre400(query: String) {
        let refusal = #expect(throws: ControlRefusal.self) {
            try ControlCall(method: "GET", path: "/v1/logs?" + query)
        }
        #expect(refusal?.status == 400)
    }

    @Test func theDocumentHasEveryCall() throws {
        for call in [
            ControlCall.description, .status(isSettled: false), .end, .down, .logs(Self.logs), .reload(ReloadRequest()),
        ]
            + ServiceRequest.allCases.map({ .service("{name}", $0) })
        {
            guard case .object(let members) = OpenAPIDocument.value,
                case .object(let paths)? = members.first(where: { $0.name == "paths" })?.value
            else { return #expect(Bool(false), "it has no paths") }
            guard case .object(let methods)? = paths.first(where: { $0.name == call.path })?.value else {
                #expect(Bool(false), "\(call.path) is missing")
                continue
            }
            #expect(methods.map(\.name) == [call.method.lowercased()])
        }
    }
}
