import Testbed
import Testing

/// `devstack config`, `devstack explain`, and the formats of mistakes.
@Suite(.timeLimit(.minutes(1)))
struct ConfigTests {
    private static let stack = """
        services:
          api:
            command: ./api --token ${TOKEN}
            port: 8000
        checks:
          it answers: {get: http://localhost:8000/}

        """

    @Test("The printed stack is a stack file that makes the same stack")
    func readsBack() async throws {
        try await Example.with { example in
            let first = try await example.stack.run("config")
            #expect(first.status == 0 && first.stderr.isEmpty, "\(first.all)")
            try example.stack.fixture.write("elsewhere/resolved.yaml", first.stdout)
            let second = try await example.stack.run("config", "--file", "elsewhere/resolved.yaml")
            #expect(second.stdout == first.stdout)
            let checked = try await example.stack.run("check", "--file", "elsewhere/resolved.yaml")
            #expect(checked.status == 0, "\(checked.all)")
        }
    }

    @Test("Origins name the place, the variable and the default; a secret is masked in both formats")
    func origins() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write(".env", "TOKEN=swordfish\n")
            try stack.stack(Self.stack)
            let text = try await stack.run("config", "--origins")
            #expect(text.status == 0, "\(text.all)")
            #expect(text.stdout.contains("    port: 8000"))
            #expect(text.stdout.contains("# devstack.yaml:4:11\n"), "\(text.all)")
            #expect(text.stdout.contains("# devstack.yaml:3:14, TOKEN from .env\n"), "\(text.all)")
            #expect(text.stdout.contains("# default\n"), "\(text.all)")
            let json = try await stack.run("config", "--origins", "--format", "json")
            #expect(json.stdout.contains(#""from": ".env""#), "\(json.all)")
            for outcome in [text, json] {
                #expect(!outcome.all.contains("swordfish") && outcome.all.contains("***"), "\(outcome.all)")
            }
        }
    }

    @Test("A mistake is status 2, and the same in each format")
    func mistakes() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stack.replacing("port:", with: "prot:").replacing(" --token ${TOKEN}", with: " && x"))
            for command in ["config", "check", "certs"] {
                let text = try await stack.run(command)
                #expect(text.status == 2 && text.stdout.isEmpty, "\(text.all)")
                #expect(text.stderr.contains("devstack.yaml:4:5: error[E030]") && text.stderr.contains("^^^^"))
                let json = try await stack.run(command, "--format", "json")
                #expect(json.status == 2 && json.stderr.isEmpty, "\(json.all)")
                #expect(json.stdout.contains(#""code": "E030""#) && json.stdout.hasPrefix("{\n"), "\(json.all)")
                let github = try await stack.run(command, "--format", "github")
                #expect(github.status == 2 && github.stderr.isEmpty, "\(github.all)")
                #expect(
                    github.stdout.contains(
                        "::error file=devstack.yaml,line=4,col=5,title=E030::`prot` is not a word of a service"
                            + "%0Ahelp: Did you mean `port`?\n"), "\(github.all)")
                #expect(github.stdout.contains("::warning file=devstack.yaml,line=3,col=20,title=W002::"))
            }
            let quiet = try await stack.run("config", "--quiet")
            #expect(quiet.status == 2 && quiet.stderr.contains("E030"))
        }
    }

    @Test("--quiet says nothing of a stack that is right")
    func quiet() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one: {command: 'true'}\n")
            let outcome = try await stack.run("config", "-q")
            #expect(outcome.status == 0 && outcome.all.isEmpty, "\(outcome.all)")
        }
    }

    @Test("A failed check is an annotation at its line, and in JSON the report is all that is written")
    func failedCheck() async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one:\n    command: echo 50%\n    expect: {stdout: \"60%\"}\n")
            let github = try await stack.run("check", "--format", "github")
            #expect(github.status == 1, "\(github.all)")
            #expect(
                github.stdout.contains(
                    "\n::error file=devstack.yaml,line=4,col=22,title=check one::stdout%0Aexpected \"60%25\"%0Agot "),
                "\(github.all)")
            #expect(github.stdout.contains("FAIL one"), "\(github.all)")
            let json = try await stack.run("check", "--format", "json", "--report", "json=report.json")
            #expect(json.status == 1 && json.stderr.isEmpty, "\(json.all)")
            #expect(json.stdout == stack.fixture.read("report.json"))
            let unknown = try await stack.run("check", "two", "--format", "json")
            #expect(unknown.status == 64 && unknown.stdout.contains(#""code": "R003""#), "\(unknown.all)")
        }
    }

    @Test("A document that cannot be written is said, and is not a success", arguments: ["config", "certs", "explain"])
    func fullDisk(command: String) async throws {
        try await StackFixture.with { stack in
            try stack.stack("checks:\n  one: {command: 'true'}\n")
            let options = command == "explain" ? "" : "--format json"
            let full = try await stack.program(
                "sh", "-c", "exec \(StackFixture.binary) \(command) \(options) > /dev/full")
            #expect(full.status == 70, "\(full.all)")
            #expect(full.stderr.contains("error[R005]"), "\(full.all)")
        }
    }

    @Test("explain takes a code in any case, lists all, and offers the nearest of one that is unknown")
    func explain() async throws {
        try await StackFixture.with { stack in
            let known = try await stack.run("explain", "e030")
            #expect(known.status == 0 && known.stdout.hasPrefix("E030  "), "\(known.all)")
            #expect(known.stdout.contains("    devstack.yaml:3:5: error[E030]: `comand` is not a word of a service"))
            for line in known.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
            let all = try await stack.run("explain")
            for code in ["E001  ", "W001  ", "C001  ", "R001  ", "S001  "] {
                #expect(all.stdout.contains("\n" + code) || all.stdout.hasPrefix(code))
            }
            let unknown = try await stack.run("explain", "E03O")
            #expect(unknown.status == 64 && unknown.stderr.contains("Did you mean E030?"), "\(unknown.all)")
        }
    }
}
