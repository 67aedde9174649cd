import Diagnostics
import Reporting
import StackModel
import Testing

import enum StackModel.ExitStatus

@Suite struct JUnitReportTests {
    static let sources = [Sample.file: Sample.source]

    func parse(_ report: RunReport) throws -> XMLElement {
        try XMLReader.parse(JUnitReport.text(report, sources: Self.sources))
    }

    /// The red test cases, as `suite: message`.
    func red(_ report: RunReport) throws -> [String] {
        let root = try parse(report)
        try JUnitSchema.check(root)
        return root.children(named: "testsuite").flatMap { suite in
            suite.children(named: "testcase").compactMap { testCase in
                let red = testCase.children(named: "failure") + testCase.children(named: "error")
                return red.first.map { "\(suite["name"] ?? ""): \($0["message"] ?? "")" }
            }
        }
    }

    @Test func aGreenRunIsThis() {
        let report = Sample.report(certificates: [Sample.certificates[1]])
        #expect(
            JUnitReport.text(report) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="birds" tests="3" failures="0" errors="0" time="0.031">
                  <testsuite name="certificates" tests="1" failures="0" errors="0" skipped="0" time="0.000" timestamp="2026-11-23T08:02:02">
                    <testcase name="localhost" classname="certificates" time="0.000">
                      <system-out>localhost, 127.0.0.1, ::1, app.test: valid 2026-11-22 08:02 to 2027-02-20 08:03 UTC, SHA-256 01:23:45</system-out>
                    </testcase>
                  </testsuite>
                  <testsuite name="services" tests="1" failures="0" errors="0" skipped="0" time="0.003" timestamp="2026-11-23T08:02:02">
                    <testcase name="site" classname="services" time="0.003"/>
                  </testsuite>
                  <testsuite name="checks" tests="1" failures="0" errors="0" skipped="0" time="0.003" timestamp="2026-11-23T08:02:02">
                    <testcase name="birds of one year" classname="checks" time="0.003"/>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test func aRedCheckHasItsMessageAndDetail() throws {
        let report = Sample.report(checks: [Sample.wrongStatus, Sample.skipped], exitStatus: .checkFailed)
        #expect(try red(report) == ["checks: status: expected 200, got 404"])
        let suite = try #require(try parse(report).children(named: "testsuite").last)
        #expect(suite["failures"] == "1" && suite["skipped"] == "1" && suite["errors"] == "0")
        let testCase = suite.children[0]
        #expect(testCase.children.map(\.name) == ["failure", "system-out"])
        #expect(testCase.children[0].text.contains("10 |       status: 200\n     |               ^^^\n"))
        #expect(testCase.children[1].text == "GET /motto.txt 404 24 B 0.2 ms")
        #expect(suite.children[1].children.first?["message"] == "`site` failed")
    }

    @Test func aRunThatFailedBeforeItsChecksIsRed() throws {
        let diagnostic = Diagnostic(.error, "E012", "`prot` is not a key", at: Sample.at(4, 5, 4))
        let report = Sample.report(
            certificates: [], services: [], checks: [], diagnostics: [diagnostic], exitStatus: .badStackFile)
        #expect(
            try red(report) == ["run: `prot` is not a key", "run: no checks ran: the stack file is wrong"])
    }

    @Test func aServiceThatFailedIsRed() throws {
        let report = Sample.report(services: [Sample.failedService], exitStatus: .serviceFailed)
        #expect(try red(report) == ["services: it ended with status 1 before it was ready"])
    }

    @Test func aRunWithoutChecksIsRed() throws {
        #expect(try red(Sample.report(checks: [])) == ["run: no checks ran"])
        let skipped = Sample.report(checks: [Sample.skipped], exitStatus: .noChecks)
        #expect(try red(skipped) == ["run: no checks ran: checks were asked for and none ran"])
    }

    @Test(arguments: ExitStatus.allCases, [[], [Sample.passed], [Sample.skipped]])
    func nothingButSuccessIsGreen(status: ExitStatus, checks: [CheckResult]) throws {
        let red = try red(Sample.report(checks: checks, exitStatus: status))
        let ran = checks.contains { if case .passed = $0.verdict { true } else { false } }
        #expect(red.isEmpty == (status == .success && ran))
    }

    @Test func warningsAreNotRed() throws {
        let report = Sample.report(diagnostics: [Diagnostic(.warning, "W001", "odd", at: Sample.at(1, 1))])
        #expect(try red(report).isEmpty)
        #expect(JUnitReport.text(report).contains("odd"))
    }

    @Test func aServiceThatNeverCameUpIsSkipped() throws {
        let report = Sample.report(services: Sample.services)
        let suite = try #require(try parse(report).children(named: "testsuite").first { $0["name"] == "services" })
        #expect(suite["skipped"] == "2")
        var stopped = Sample.services[0]
        stopped.state = .stopped
        #expect(!JUnitReport.text(Sample.report(services: [stopped])).contains("<skipped"))
    }

    @Test func whateverTheTextItIsXML() throws {
        let evil = "<&>\"']]>\u{0}\u{1B}[31m\u{FFFE}\u{FFFF}\r\n\t鳥👩‍🔬"
        var check = Sample.wrongStatus
        check.name = evil
        check.serverLog = [evil]
        check.verdict = .failed([
            Mismatch(location: Sample.at(10, 15), subject: evil, expected: evil, actual: evil, explanation: evil)
        ])
        var service = Sample.failedService
        service.failure = evil
        service.lastLines = [evil]
        let report = Sample.report(
            services: [service], checks: [check], diagnostics: [Diagnostic(.error, "E1", evil, remedy: evil)],
            exitStatus: .checkFailed)
        let root = try parse(report)
        try JUnitSchema.check(root)
        let testCase = try #require(root.children(named: "testsuite").last?.children.first)
        #expect(testCase["name"] == "<&>\"']]>\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}\r\n\t鳥👩‍🔬")
    }

    @Test func aLongMessageIsCut() throws {
        let long = String(repeating: "x", count: 5_000)
        var check = Sample.wrongStatus
        check.verdict = .failed([Mismatch(location: Sample.at(10, 15), subject: "body", expected: long, actual: long)])
        let message = try #require(try red(Sample.report(checks: [check], exitStatus: .checkFailed)).first)
        #expect(message.count < 320)
    }
}
