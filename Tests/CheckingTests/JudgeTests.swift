import StackModel
import Testing

@testable import Checking

@Suite struct JudgeTests {
    private static let request = RequestSpecification(method: "GET", url: .http(80))

    private static func mismatches(
        _ expectation: Expected, status: Int = 200, headers: [(String, String)] = [], body: String = ""
    ) -> [Mismatch] {
        let response = HTTPResponse(
            status: status, headers: headers.map { RequestSpecification.Header($0.0, $0.1) }, body: Array(body.utf8))
        let exchange = Exchange(record: ExchangeRecord(method: "GET", url: "x"), result: .success(response))
        var judge = Judge(expectation, at: TestPlace.line(2))
        judge.judge(exchange, of: request)
        return judge.mismatches
    }

    private static func expectation(_ fill: (inout Expected) throws -> Void) rethrows -> Expected {
        var expectation = Expected()
        try fill(&expectation)
        return expectation
    }

    @Test func `each condition of a matcher is reported where it stands`() {
        var expectation = Expected()
        expectation.body = .at(
            4, .all([.at(5, .startsWith("a")), .at(6, .endsWith("x")), .at(7, .contains(.string("b")))]))
        #expect(Self.mismatches(expectation, body: "abc").map(\.location.line) == [6])
        expectation.body = .at(4, .endsWith("x"))
        #expect(Self.mismatches(expectation, body: "abc").map(\.location.line) == [4])
    }

    @Test func `what is not expected is not looked at`() {
        #expect(Self.mismatches(Expected(), status: 500, body: "{").isEmpty)
    }

    @Test(arguments: [
        (
            422, "application/json", #"{"detail":"year: 'abc' is not a number"}"#,
            #"the server says "year: 'abc' is not a number""#
        ),
        (
            422, "application/json", #"{"detail":[{"loc":["year"],"msg":"no"}]}"#,
            #"the server says [{"loc":["year"],"msg":"no"}]"#
        ),
        (
            400, "application/json", #"{"error":{"code":1,"message":"unknown parameter"}}"#,
            #"the server says "unknown parameter""#
        ),
        (500, "text/plain", "it broke\nbadly\n", #"the server says "it broke""#),
        (
            502, "text/html; charset=utf-8", "<html><head><TITLE>\nBad Gateway </TITLE>",
            #"the server says "Bad Gateway""#
        ),
        (500, "image/png", "\u{1}\u{2}", nil),
        (500, "application/json", #"{"a":1}"#, nil),
        (404, "text/plain", "", nil),
    ])
    func `a wrong status is explained by the body`(status: Int, type: String, body: String, explanation: String?) {
        var expectation = Expected.status(200)
        expectation.status?.value.append(.ofClass(3))
        #expect(
            Self.mismatches(expectation, status: status, headers: [("Content-Type", type)], body: body) == [
                Mismatch(
                    location: TestPlace.line(3), subject: "status", expected: "200, 3xx", actual: "\(status)",
                    explanation: explanation)
            ])
    }

    @Test func `a redirect is explained by its target`() {
        let found = Self.mismatches(.status(200), status: 302, headers: [("Location", "/login")])
        #expect(found.first?.explanation == #"it redirects to "/login""#)
    }

    @Test func `headers are found in any case, joined when repeated`() {
        let headers = [("Content-Type", "text/plain"), ("Vary", "a"), ("vary", "b"), ("X-Empty", "")]
        func found(_ name: String, _ matcher: Matcher) -> [Mismatch] {
            let expected = Self.expectation { $0.headers = [.init(name: .at(4, name), matcher: .at(5, matcher))] }
            return Self.mismatches(expected, headers: headers)
        }
        #expect(found("content-type", .startsWith("text/plain")).isEmpty)
        #expect(found("vary", .equals(.string("a, b"))).isEmpty)
        #expect(found("x-empty", .equals(.string(""))).isEmpty)
        #expect(found("x-none", .exists(false)).isEmpty)
        #expect(
            found("x-none", .equals(.string("a"))) == [
                Mismatch(
                    location: TestPlace.line(5), subject: "header x-none", expected: #""a""#, actual: "absent",
                    explanation: nil)
            ])
    }

    @Test func `a secret header is compared, and never shown`() {
        func found(_ matcher: Matcher) -> [Mismatch] {
            let expected = Self.expectation {
                $0.headers = [.init(name: .at(4, "set-cookie"), matcher: .at(5, matcher))]
            }
            return Self.mismatches(expected, headers: [("Set-Cookie", "session=abc123")])
        }
        #expect(found(.startsWith("session=")).isEmpty)
        let red = found(.sha256("00"))
        #expect(red.first?.actual == "***")
        #expect(!"\(red)".contains("abc123"))
        #expect(!"\(red)".contains("bytes have"))
    }

    @Test func `an empty body is one that is not there`() {
        let none = Self.expectation { $0.body = .at(4, .exists(false)) }
        #expect(Self.mismatches(none).isEmpty)
        #expect(Self.mismatches(none, body: "x").count == 1)
        #expect(Self.mismatches(Self.expectation { $0.body = .at(4, .equals(.string(""))) }).isEmpty)
    }

    @Test func `a singular path gives its value, any other the list`() throws {
        let body = #"[{"year":2021,"num":3.0},{"year":2020}]"#
        func found(_ path: String, _ matcher: Matcher) throws -> [Mismatch] {
            let path = try JSONPath(parsing: path)
            let expected = Self.expectation { $0.json = [.init(path: .at(4, path), matcher: .at(5, matcher))] }
            return Self.mismatches(expected, body: body)
        }
        #expect(try found("$[0].num", .equals(.number(JSONNumber(3)))).isEmpty)
        #expect(try found("$", .count(.equals(.number(JSONNumber(2))))).isEmpty)
        #expect(try found("$[*].num", .count(.equals(.number(JSONNumber(1))))).isEmpty)
        #expect(try found("$[*].none", .exists(false)).isEmpty)
        #expect(try found("$[*].none", .exists(true)).first?.actual == "absent")
        #expect(try found("$[*].none", .each(.exists(true))).first?.actual == "an empty list")
        #expect(try found("$[9]", .exists(false)).isEmpty)
        #expect(
            try found("$[*].year", .each(.equals(.number(JSONNumber(2021))))) == [
                Mismatch(
                    location: TestPlace.line(5), subject: "$[*].year[1]", expected: "2021", actual: "2020",
                    explanation: nil)
            ])
        #expect(try found("$[1].num", .type(.number)).first?.subject == "$[1].num")
    }

    @Test func `a body that is no JSON is one mismatch, with its place`() throws {
        let path = try JSONPath(parsing: "$.a")
        let expected = Self.expectation {
            $0.json = [
                .init(path: .at(4, path), matcher: .at(5, .exists(true))),
                .init(path: .at(6, path), matcher: .at(7, .exists(true))),
            ]
        }
        #expect(
            Self.mismatches(expected, headers: [("Content-Type", "text/html")], body: "{\n \"a\": nan}") == [
                Mismatch(
                    location: TestPlace.line(4), subject: "body", expected: "JSON", actual: #""{\n \"a\": nan}""#,
                    explanation: #"line 2, column 7: expected null here; its content-type is "text/html""#)
            ])
    }

    @Test func `every expectation that is not met is told`() throws {
        var expected = Expected.status(200)
        expected.headers = [.init(name: .at(4, "a"), matcher: .at(5, .exists(true)))]
        expected.body = .at(6, .contains(.string("x")))
        #expect(Self.mismatches(expected, status: 404).map(\.location.line) == [3, 5, 6])
    }

    @Test(
        arguments: [
            (CommandOutcome(.exited(0)), 0, []),
            (
                CommandOutcome(.exited(2), stderr: Array("a\nno such file\n\n".utf8)), 0,
                [
                    Mismatch(
                        location: TestPlace.line(3), subject: "exit", expected: "0", actual: "2",
                        explanation: #"the last line of its stderr: "no such file""#)
                ]
            ),
            (
                CommandOutcome(.exited(2), stdout: Array("gone\r\n".utf8)), 0,
                [
                    Mismatch(
                        location: TestPlace.line(3), subject: "exit", expected: "0", actual: "2",
                        explanation: #"the last line of its stdout: "gone""#)
                ]
            ),
            (
                CommandOutcome(.signalled(11)), nil,
                [
                    Mismatch(
                        location: TestPlace.line(2), subject: "exit", expected: "an exit status",
                        actual: "ended by SIGSEGV",
                        explanation: nil)
                ]
            ),
            (
                CommandOutcome(.signalled(64)), 0,
                [
                    Mismatch(
                        location: TestPlace.line(3), subject: "exit", expected: "0", actual: "ended by signal 64",
                        explanation: nil)
                ]
            ),
            (
                CommandOutcome(.timedOut), nil,
                [
                    Mismatch(
                        location: TestPlace.line(2), subject: "exit", expected: "an exit status",
                        actual: "still running after 1.5s", explanation: "it was ended; `timeout` gives it longer")
                ]
            ),
            (
                CommandOutcome(.notStarted("x: No such file")), 0,
                [
                    Mismatch(
                        location: TestPlace.line(2), subject: "command", expected: "a program that starts",
                        actual: "x: No such file", explanation: nil)
                ]
            ),
        ] as [(CommandOutcome, Int?, [Mismatch])])
    func `a command is judged by its end`(outcome: CommandOutcome, exit: Int?, mismatches: [Mismatch]) {
        let expected = Self.expectation { expectation in
            expectation.exit = exit.map { .at(3, .equals(.number(JSONNumber($0)))) }
        }
        var judge = Judge(expected, at: TestPlace.line(2))
        judge.judge(outcome, timeout: .milliseconds(1500))
        #expect(judge.mismatches == mismatches)
    }

    @Test func `what a command wrote is judged as text`() {
        let expected = Self.expectation {
            $0.stdout = .at(4, .equals(.string("ok\n")))
            $0.stderr = .at(5, .equals(.string("")))
        }
        var judge = Judge(expected, at: TestPlace.line(2))
        judge.judge(CommandOutcome(.exited(7), stdout: Array("ok\n".utf8)), timeout: .seconds(1))
        #expect(judge.mismatches.isEmpty)
        judge.judge(CommandOutcome(.exited(0), stdout: Array("ko\n".utf8), stderr: [0x61]), timeout: .seconds(1))
        #expect(judge.mismatches.map(\.subject) == ["stdout", "stderr"])
    }

    @Test func `what a command wrote beyond the limit is not judged`() {
        let expected = Self.expectation {
            $0.stdout = .at(4, .not(.contains(.string("error"))))
            $0.stderr = .at(5, .equals(.string("")))
        }
        var judge = Judge(expected, at: TestPlace.line(2))
        let outcome = CommandOutcome(
            .exited(0), stdout: CommandOutcome.Output(Array("ok".utf8), isTruncated: true),
            stderr: CommandOutcome.Output([]))
        judge.judge(outcome, timeout: .seconds(1))
        #expect(judge.mismatches.map(\.location.line) == [4])
        #expect(judge.mismatches.map(\.actual) == ["it wrote more than 1 MiB, the most that a check reads"])
    }

    @Test(arguments: [
        (Duration.microseconds(50), "50us"), (.milliseconds(2), "2ms"), (.microseconds(2345), "2.34ms"),
        (.seconds(10), "10s"), (.milliseconds(1500), "1.5s"), (.seconds(90), "90s"),
    ])
    func `durations are written as in the stack file`(duration: Duration, text: String) {
        #expect(duration.shortText == text)
    }
}
