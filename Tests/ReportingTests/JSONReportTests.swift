import Diagnostics
import Reporting
import StackModel
import Testing

import enum StackModel.ExitStatus

@Suite struct JSONReportTests {
    static let diagnostic = Diagnostic(
        .error, "E012", "wrong", at: Sample.at(4, 5, 4), remedy: "Do this.",
        notes: [.init("here", at: Sample.at(2, 3)), .init("and that")])
    static let full = Sample.report(
        services: [Sample.services[0], Sample.failedService],
        checks: [Sample.passed, Sample.wrongStatus, Sample.skipped], diagnostics: [diagnostic], exitStatus: .checkFailed
    )

    @Test func isJSONThatReadsBack() throws {
        let text = JSONReport.text(Self.full)
        #expect(text.hasSuffix("}\n"))
        #expect(try JSONValue(parsing: text) == JSONReport.value(Self.full))
    }

    /// What one path of the full report holds, as JSON.
    @Test(
        arguments: [
            ("$.version", "[1]"), ("$.stack", "[\"birds\"]"), ("$.file", "[\"devstack.yaml\"]"),
            ("$.started_at", "[\"2026-11-23T08:02:02.000000Z\"]"), ("$.duration_ms", "[31.250]"),
            ("$.exit_status", "[1]"),
            ("$.outcome", "[\"check_failed\"]"),
            ("$.counts", "[{\"checks\":3,\"passed\":1,\"failed\":1,\"skipped\":1}]"),
            (
                "$.diagnostics[0].location",
                "[{\"file\":\"devstack.yaml\",\"line\":4,\"column\":5,\"length\":4}]"
            ),
            ("$.diagnostics[*].notes[*].location.line", "[2]"), ("$.diagnostics[0].notes[1].location", "[null]"),
            ("$.certificates[*].action", "[\"kept\",\"renewed\"]"),
            ("$.certificates[*].reason", "[null,\"its names changed\"]"),
            ("$.certificates[1].not_after", "[\"2027-02-20T08:03:02Z\"]"),
            ("$.services[*].state", "[\"ready\",\"failed\"]"), ("$.services[*].ready_after_ms", "[4.000,null]"),
            ("$.services[1].last_lines[0]", "[\"Traceback (most recent call last):\"]"),
            ("$.checks[*].verdict", "[\"passed\",\"failed\",\"skipped\"]"),
            ("$.checks[*].reason", "[null,null,\"`site` failed\"]"),
            ("$.checks[1].mismatches[0].expected", "[\"200\"]"),
            ("$.checks[1].exchange.local_port", "[50412]"), ("$.checks[0].exchange", "[null]"),
            ("$.checks[1].exchange.chain[*].serial", "[\"1f2e3d\"]"), ("$.checks[1].exchange.failure", "[null]"),
            (
                "$.checks[1].exchange.timing_ms",
                "[{\"lookup\":null,\"connect\":0.110,\"handshake\":1.240,\"first_byte\":0.310,\"body\":0.020}]"
            ),
            ("$.checks[1].exchange.headers[0].name", "[\"content-type\"]"),
            ("$.checks[1].server_log", "[[\"GET /motto.txt 404 24 B 0.2 ms\"]]"),
        ] as [(String, String)])
    func members(path: String, json: String) throws {
        let found = try JSONPath(parsing: path).select(from: JSONReport.value(Self.full))
        #expect(JSONValue.array(found).compactText == json)
    }

    @Test func theMembersAreTheSameWhateverHappened() {
        func names(_ value: JSONValue) -> [String] {
            guard case .object(let members) = value else { return [] }
            return members.map(\.name)
        }
        let empty = Sample.report(certificates: [], services: [], checks: [], exitStatus: .badStackFile)
        #expect(names(JSONReport.value(empty)) == names(JSONReport.value(Self.full)))
        let checks = [Sample.passed, Sample.wrongStatus, Sample.skipped].map { check in
            guard case .object(let members) = JSONReport.value(Sample.report(checks: [check])),
                case .array(let list)? = members.last?.value, let first = list.first
            else { return [String]() }
            return names(first)
        }
        #expect(checks[0].count == 10)
        #expect(checks[0] == checks[1] && checks[1] == checks[2])
    }

    @Test(arguments: ExitStatus.allCases)
    func everyOutcomeHasItsNumber(status: ExitStatus) throws {
        let value = JSONReport.value(Sample.report(exitStatus: status))
        let found = try JSONPath(parsing: "$.exit_status").select(from: value)
        #expect(found == [.number(JSONNumber(Int(status.rawValue)))])
    }
}
