import StackModel
import Testbed
import Testing

/// `--timeline`: when what happened, in files.
@Suite(.timeLimit(.minutes(1))) struct TimelineTests {
    @Test func aRedRunWritesBothWithoutItsSecrets() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write(".env", "TOKEN=hunter22\n")
            try stack.stack(
                """
                services:
                  site: {files: ., port: \(port)}
                  job: {command: [sh, -c, "exit 0"], ready: exit, depends_on: [site]}
                checks:
                  red: {get: "http://localhost:\(port)/?${TOKEN}", expect: {status: 500}}
                """)
            let outcome = try await stack.run("check", "--timeline", "t.json", "--timeline", "out/t.html")
            #expect(outcome.status == 1)
            let trace = try #require(stack.fixture.read("t.json"))
            let page = try #require(stack.fixture.read("out/t.html"))
            #expect(!trace.contains("hunter22") && !page.contains("hunter22"))
            let names = try JSONPath(parsing: "$.traceEvents[*].name").select(from: JSONValue(parsing: trace))
            for name in ["reading", "services", "checks", "stopping", "coming up", "ready", "red", "connect", "wait"] {
                #expect(names.contains(.string(name)), "\(name)")
            }
            #expect(names.filter { $0 == .string("job waits for site") }.count == 2)
            #expect(page.hasPrefix("<!doctype html>") && page.contains("a check failed"))
        }
    }

    @Test func aWrongFileWritesItToo() async throws {
        try await StackFixture.with { stack in
            try stack.stack("services: {site: {flies: .}}\n")
            #expect(try await stack.run("check", "--timeline", "t.html").status == 2)
            #expect(stack.fixture.read("t.html")?.contains("the stack file is wrong") == true)
        }
    }

    @Test func onePlaceThatCannotBeWrittenIsToldBeforeAnythingIsStarted() async throws {
        try await StackFixture.with { stack in
            try stack.stack("services: {job: {command: [touch, begun]}}\nchecks: {one: {command: \"true\"}}\n")
            let outcome = try await stack.run("check", "--timeline", "t.json", "--timeline", "/proc/nowhere/t.html")
            #expect(outcome.status == 64 && outcome.stderr.contains("/proc/nowhere/t.html"), "\(outcome.all)")
            #expect(stack.fixture.read("begun") == nil && stack.fixture.read("t.json") == nil)
            for name in ["t.txt", ".html", "folder/"] {
                #expect(try await stack.run("check", "--timeline", name).status == 64, "\(name)")
            }
        }
    }
}
