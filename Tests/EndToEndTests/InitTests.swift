import Testbed
import Testing

/// `devstack init`, and that what it writes works at once.
@Suite(.timeLimit(.minutes(1)))
struct InitTests {
    /// Gives each port of the stack file to this test alone; the next free port may be another test's a moment later.
    private static func moveToFreePorts(_ stack: StackFixture) throws -> [UInt16] {
        var text = try #require(stack.fixture.read("devstack.yaml"))
        var moved: [UInt16] = []
        for match in text.matches(of: #/port: (\d+)/#) {
            let port = FreePort.take()
            text = text.replacing("port: \(match.1)\n", with: "port: \(port)\n")
                .replacing("localhost:\(match.1)/", with: "localhost:\(port)/")
            moved.append(port)
        }
        try stack.stack(text)
        return moved
    }

    @Test(
        "In an empty folder init && check passes, whatever is asked for",
        arguments: [
            "", "tls", "table", "command", "tls,table", "tls,command", "table,command", "tls,table,command",
        ])
    func passesAtOnce(features: String) async throws {
        try await StackFixture.with { stack in
            let made =
                features.isEmpty ? try await stack.run("init") : try await stack.run("init", "--with", features)
            #expect(made.status == 0, "\(made.all)")
            #expect(made.stdout.contains("wrote devstack.yaml\nnext: devstack check\n"), "\(made.all)")
            let ports = try Self.moveToFreePorts(stack)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("passed"), "\(outcome.all)")
            #expect(ports.allSatisfy(FreePort.isFree))
        }
    }

    @Test("A stack file that is there is left as it is, and so is every other file")
    func overwritesNothing() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("site/index.html", "mine")
            let made = try await stack.run("init", "--with", "tls")
            #expect(made.status == 0, "\(made.all)")
            #expect(stack.fixture.read("site/index.html") == "mine")
            let text = stack.fixture.read("devstack.yaml")
            let again = try await stack.run("init")
            #expect(again.status == 64, "\(again.all)")
            #expect(again.stderr.contains("error[R006]: there is a devstack.yaml here already"), "\(again.all)")
            #expect(stack.fixture.read("devstack.yaml") == text)
        }
        for name in ["devstack.yml", "devstack.yaml"] {
            try await StackFixture.with { stack in
                let linked = try await stack.program("ln", "-s", "nowhere", name)
                #expect(linked.status == 0)
                let refused = try await stack.run("init")
                #expect(refused.status == 64 && refused.stderr.contains("a \(name) here"), "\(refused.all)")
                #expect(namesInFolder(stack.fixture.folder) == [name])
            }
        }
    }

    @Test("What the folder holds suggests services, which config reads without a mistake")
    func suggestions() async throws {
        let folders: [(files: [String: String], command: String)] = [
            (["package.json": #"{"scripts": {"dev": "vite"}}"#], "npm, run, dev"),
            (["manage.py": ""], "python3, manage.py, runserver"),
            (["Procfile": "web: ./serve $PORT\n"], "sh"),
            (["compose.yaml": "services:\n  api: {image: x, command: ./api --all, ports: ['8000:80']}\n"], "./api"),
            (
                [
                    "compose.yaml":
                        "services:\n  api:\n    command: ./api\n    env_file: [api.env, {path: no, required: false}]\n"
                        + "    healthcheck: {test: [CMD, 'true'], interval: 10s}\n",
                    "api.env": "PASSWORD=hunter2topsecret\n",
                ], "api.env"
            ),
            (["index.html": "<h1>birds</h1>"], "root: "),
        ]
        for folder in folders {
            try await StackFixture.with { stack in
                for (name, text) in folder.files { try stack.fixture.write(name, text) }
                let made = try await stack.run("init")
                #expect(made.status == 0 && made.stdout.contains("suggests the service"), "\(made.all)")
                let config = try await stack.run("config")
                #expect(config.status == 0 && config.stderr.isEmpty, "\(config.all)")
                #expect(config.stdout.contains(folder.command), "\(config.all)")
            }
        }
    }

    @Test("A site in the folder itself passes its checks")
    func ownPage() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("index.html", "<h1>birds</h1>")
            let made = try await stack.run("init", "--with", "tls")
            #expect(made.status == 0, "\(made.all)")
            _ = try Self.moveToFreePorts(stack)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(namesInFolder(stack.fixture.folder).contains("site") == false)
        }
    }

    @Test("A folder that cannot be written is said")
    func unwritable() async throws {
        try await StackFixture.with { stack in
            let outcome = try await RunningProgram(
                [StackFixture.binary, "init"], in: stack.fixture, directory: "/proc"
            )
            .ended()
            #expect(outcome.status == 64, "\(outcome.all)")
            #expect(outcome.stderr.contains("error[R007]: site"), "\(outcome.all)")
        }
    }
}
