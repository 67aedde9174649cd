import Testbed
import Testing

/// What a newcomer sees first: the example comes up and its checks pass.
@Suite(.timeLimit(.minutes(2)))
struct ExampleTests {
    @Test("check passes, twice: with certificates to make, and with them made")
    func check() async throws {
        try await Example.with { example in
            for _ in 1...2 {
                let outcome = try await example.stack.run("check")
                #expect(outcome.status == 0, "\(outcome.all)")
                #expect(outcome.stdout.contains("passed"), "\(outcome.all)")
                #expect(!outcome.stdout.contains("127.0.0.1 resolves"), "\(outcome.all)")
                #expect(!outcome.stdout.contains("\u{1B}"), "colour without a terminal")
            }
        }
    }

    @Test("A named check runs alone; an unknown name is an error; no check is never a pass")
    func named() async throws {
        try await Example.with { example in
            let one = try await example.stack.run("check", "the wrong name is refused")
            #expect(one.status == 0, "\(one.all)")
            #expect(one.stdout.contains("1 check passed"), "\(one.all)")
            let unknown = try await example.stack.run("check", "the wrong nam is refused")
            #expect(unknown.status == 64, "\(unknown.all)")
            #expect(unknown.all.contains("the wrong name is refused"), "\(unknown.all)")
        }
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/index.html", "hello\n")
            try stack.stack("services:\n  site:\n    files: site\n    port: \(port)\n")
            let none = try await stack.run("check")
            #expect(none.status == 5, "\(none.all)")
        }
    }

    @Test("A red check shows its line, what was expected, what came, and the server's own line")
    func red() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/index.html", "hello\n")
            try stack.stack(
                """
                services:
                  site:
                    files: site
                    port: \(port)
                checks:
                  green:
                    get: http://localhost:\(port)/
                  red:
                    get: http://localhost:\(port)/missing
                    expect:
                      status: 200
                """)
            let outcome = try await stack.run("check", "--report", "json=out/r.json", "--report", "junit=r.xml")
            #expect(outcome.status == 1, "\(outcome.all)")
            #expect(outcome.stdout.contains("devstack.yaml:11"), "\(outcome.all)")
            #expect(outcome.stdout.contains("404"), "\(outcome.all)")
            #expect(outcome.stdout.contains("GET /missing"), "\(outcome.all)")
            let json = try #require(stack.fixture.read("out/r.json"))
            #expect(json.contains("\"exit_status\": 1") || json.contains("\"exit_status\":1"), "\(json)")
            let parsed = try await stack.program("python3", "-c", Self.readsBoth)
            #expect(parsed.status == 0, "\(parsed.all)")
        }
    }

    private static let readsBoth = """
        import json, xml.etree.ElementTree as tree
        report = json.load(open("out/r.json"))
        assert [check["name"] for check in report["checks"]] == ["green", "red"], report
        root = tree.parse("r.xml").getroot()
        failed = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
        assert failed == ["red"], failed
        """

    @Test("The built-in servers run as child processes just as well")
    func child() async throws {
        try await Example.with { example in
            let text = try #require(example.stack.fixture.read("devstack.yaml"))
            let inChildren =
                text
                .replacing("    port: \(example.site)", with: "    run: child\n    port: \(example.site)")
                .replacing("    port: \(example.birds)", with: "    run: child\n    port: \(example.birds)")
            try #require(inChildren != text)
            try example.stack.stack(inChildren)
            let outcome = try await example.stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test("Every service's lines go to its file in .devstack/logs, and with up to the terminal")
    func logs() async throws {
        try await Example.with { example in
            let outcome = try await example.whileUp { _ in
                _ = try await example.stack.program("curl", "-s", "http://localhost:\(example.birds)/?year=1999")
            }
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("/?year=1999"), "\(outcome.all)")
            let log = try #require(example.stack.fixture.read(".devstack/logs/birds.log"))
            #expect(log.contains("/?year=1999"))
        }
    }
}
