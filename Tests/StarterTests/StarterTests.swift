import Diagnostics
import StackFile
import StackModel
import Testbed
import Testing

@testable import Starter

/// What `devstack init` writes is read without a mistake, whatever the folder holds.
@Suite struct StarterTests {
    static let combinations: [Set<StarterFeature>] = (0..<8).map { number in
        Set(StarterFeature.allCases.enumerated().filter { number & (1 << $0.offset) != 0 }.map(\.element))
    }

    private static let procfile = """
        # processes
        web: bundle exec puma -p $PORT
        worker: npm run "the worker" -- --all
        clock: FOO=bar python clock.py
        release: ./migrate && echo "done: ${OK}"
        bad line
        """

    private static let compose = """
        services:
          db:
            image: postgres:16
          api:
            image: "acme/api:1"
            command: ["./api", "--title", "All: birds", "${TITLE}", "$$HOME"]
            ports: ["127.0.0.1:8080:80/tcp", "9000:9000"]
            environment:
              LEVEL: ${LOG_LEVEL:-info}
              TOKEN: ${TOKEN:?needed}
              COUNT: 3
              DEBUG: true
              INHERITED:
            depends_on: {db: {condition: service_healthy}, worker: {condition: service_started}}
            volumes: [".:/app"]
          "the worker":
            build: .
            command: sh -c 'while true; do date; sleep 1; done'
            depends_on: [api]
          worker:
            command: python3 -m http.server 8000
            ports:
              - target: 8000
                published: "8001"
            environment: ["A=1", "B", "A=2", "=x"]
            depends_on: [api, worker]
          quoted: {command: "it's open"}
          empty: {command: []}
          second: {command: run, ports: [80]}
          migrate: {command: ./migrate, restart: "no"}
          seed: {command: ./seed, ports: [7000]}
          late:
            command: ./late
            working_dir: /app
            restart: always
            depends_on:
              db: {condition: service_healthy}
              migrate: {condition: service_completed_successfully, required: true}
              seed: {condition: service_completed_successfully, restart: true}
              again: {condition: service_completed_successfully, required: false}
              second: {condition: service_started}
              the worker: {condition: service_healthy}
          again: {command: ./again, restart: unless-stopped}
          well:
            command: ./well
            ports: [7100]
            env_file: [well.env, "./well.env", {path: local.env, required: false}, gone.env, "${X}.env", {path: raw.env, format: raw}, {}]
            healthcheck:
              test: [CMD, curl, -f, "http://localhost:7100/health?x=$$Y"]
              interval: 1m30s
              timeout: 10s
              retries: 5
              start_period: 0s
              start_interval: fast
              other: 1
            environment: {A: b}
          shell: {command: ./shell, env_file: well.env, healthcheck: {test: "true | cat", interval: 0.5s, retries: "2"}}
          list: {command: ./list, env_file: {path: well.env}, healthcheck: {test: [CMD-SHELL, "exit 0"], interval: 1s1s}}
          none: {command: ./none, healthcheck: {test: [NONE]}}
          disabled: {command: ./disabled, healthcheck: {disable: true}}
          image: {command: ./image, healthcheck: {interval: 5s}}
          bare: {command: ./bare, healthcheck: {test: [curl, localhost]}}
          job: {command: ./job, healthcheck: {test: "true"}}
          after: {command: ./after, depends_on: {job: {condition: service_completed_successfully}}}
          odd: {command: ./odd, restart: sometimes, profiles: ["a b"]}
          tools: {command: ./tools, ports: [7001], restart: "on-failure:3", profiles: [tools, debug]}
        volumes: {data: {}}
        x-shared: {}
        """

    static let folders: [String: FolderFacts] = [
        "empty": FolderFacts(name: "birds"),
        "odd name": FolderFacts(name: "no: ${x} \"#\" *"),
        "yes": FolderFacts(name: "yes"),
        "two lines": FolderFacts(name: "two\nlines"),
        "index.html": FolderFacts(name: "birds", existing: ["index.html"]),
        "site": FolderFacts(name: "birds", existing: ["site/index.html", "data/items.csv"]),
        "vite": FolderFacts(
            name: "birds", existing: ["package.json", "pnpm-lock.yaml", "index.html"],
            packageJSON: .object([.init("scripts", .object([.init("dev", .string("vite\n--host # ${x}"))]))])),
        "start": FolderFacts(
            name: "birds", existing: ["package.json", "manage.py", ".venv/bin/python"],
            packageJSON: .object([.init("scripts", .object([.init("start", .string("node . --port 4000"))]))])),
        "control characters": FolderFacts(
            name: "birds", existing: ["package.json"],
            packageJSON: .object([
                JSONValue.Member(
                    "scripts", .object([JSONValue.Member("dev", .string("vite \u{7F}\u{1B}[0m --port 5173"))]))
            ])),
        "no scripts": FolderFacts(name: "birds", existing: ["package.json"], packageJSON: .array([])),
        "Procfile": FolderFacts(name: "birds", existing: ["Procfile", "package.json"], procfile: procfile),
        "compose": FolderFacts(
            name: "birds", existing: ["compose.yaml", "well.env", "raw.env"],
            compose: YAMLDocument.value(of: Array(compose.utf8)).map { ("compose.yaml", $0) }),
    ]

    @Test(arguments: folders.keys.sorted(), combinations) func isReadWithoutMistakes(
        folder: String, features: Set<StarterFeature>
    ) async throws {
        let facts = try #require(Self.folders[folder])
        let plan = Starter.plan(facts, with: features) { _ in true }
        try await Fixture.with { fixture in
            for path in facts.existing { try fixture.write(path, "") }
            for file in plan.files {
                #expect(!facts.existing.contains(file.path), "it is there already")
                try fixture.write(file.path, file.text)
            }
            var collector = DiagnosticCollector()
            let stack = StackFileReader(environment: ["TOKEN": "a1"]).read(
                path: fixture.path("devstack.yaml"), collector: &collector)
            let text = plan.files.last?.text ?? ""
            #expect(collector.diagnostics.filter { $0.severity == .error } == [], "\(text)")
            let read = try #require(stack, "\(text)")
            #expect(read.name == facts.name.replacing("\n", with: "-"))
            #expect(!read.services.isEmpty && !read.checks.isEmpty)
            if facts.compose == nil, facts.procfile == nil { #expect(collector.diagnostics == [], "\(text)") }
            if features.contains(.tls) { #expect(read.services.contains { $0.tls != nil }) }
            if features.contains(.table) { #expect(read.services.contains { $0.name.value.hasPrefix("items") }) }
            if features.contains(.command) {
                #expect(read.services.contains { if case .command = $0.kind { true } else { false } })
            }
        }
    }

    private static func text(_ folder: String, _ features: Set<StarterFeature> = []) throws -> (String, [String]) {
        let plan = Starter.plan(try #require(folders[folder]), with: features) { _ in true }
        return (plan.files.last?.text ?? "", plan.notes)
    }

    @Test func packageScriptsGiveCommandPortAndTool() throws {
        let (vite, notes) = try Self.text("vite")
        #expect(vite.contains("command: pnpm run dev\n    port: 5173\n"))
        #expect(notes == ["package.json suggests the service `web`."])
        let (start, _) = try Self.text("start")
        #expect(start.contains("command: ./.venv/bin/python manage.py runserver 8000\n    port: 8000\n"))
        #expect(start.contains("command: npm start\n    port: 4000\n"))
    }

    @Test func procfileLinesBecomeServices() throws {
        let (text, notes) = try Self.text("Procfile")
        #expect(
            text.contains(
                "command: [sh, \"-c\", \"bundle exec puma -p $PORT\"]\n    port: 5000\n    depends_on: [release]"))
        #expect(text.contains("\"./migrate && echo \\\"done: $${OK}\\\"\"]\n    ready: exit"))
        #expect(
            notes == [
                "Procfile suggests the services `web`, `worker`, `clock`, `release`.",
                "package.json: not looked at, since Procfile is there.",
                "Procfile: line 6 was left out: it is not NAME: COMMAND.",
            ])
        #expect(text.contains("\n# Procfile: line 6 was left out: it is not NAME: COMMAND.\nservices:\n"))
    }

    @Test func composeSaysWhatWasLeftOut() throws {
        let (text, notes) = try Self.text("compose")
        #expect(text.contains("[./api, \"--title\", \"All: birds\", \"${TITLE:-}\", \"$HOME\"]\n    port: 80\n"))
        #expect(text.contains("TOKEN: \"${TOKEN:?needed}\"") && text.contains("INHERITED:\n"))
        #expect(text.contains("# Compose published this as port 8080."))
        for name in ["db", "empty"] {
            let start = "compose.yaml: `\(name)` was left out"
            #expect(notes.contains { $0.hasPrefix(start) } && text.contains("\n# \(start)"), "\(notes)")
        }
    }

    /// On the terminal, and as a comment where the service stands.
    @Test(arguments: [
        ("api", "volumes"), ("api", "the port 9000:9000, since a service has one"),
        ("api", "the wait for `db`, which is not here"),
        ("worker", "the second A of environment"), ("worker", "a variable without a name of environment"),
        ("worker", "the wait for `worker`, which waits for this one"),
        ("second", "port 80, which another service has already"),
        ("well", "the env_file `gone.env`, which is not there"),
        ("well", "the env_file `${X}.env`, whose path is made of variables"),
        ("well", "the env_file `raw.env`, which is of the format raw"), ("well", "an env_file without a path"),
        ("well", "start_interval of healthcheck"), ("well", "other of healthcheck"),
        ("list", "interval of healthcheck"), ("image", "healthcheck, which asks what its image says"),
        ("bare", "healthcheck, whose test names no command"), ("job", "healthcheck, since another waits for its end"),
        ("late", "working_dir"), ("late", "required of depends_on"), ("odd", "restart, profiles"),
        ("late", "the wait for `again` to end: it is started again whenever it ends"),
        ("late", "the wait for `seed` to end: it has a port, and is ready when it listens"),
    ]) func composeSaysWhatAServiceHasLost(service: String, phrase: String) throws {
        let (text, notes) = try Self.text("compose")
        #expect(notes.contains("compose.yaml: `\(service)`: not taken over: \(phrase)."), "\(notes)")
        let block = try #require(text.split(separator: "\n\n").first { $0.contains("  \(service):\n") })
        #expect(block.contains("  # Not taken over: \(phrase).\n"), "\(block)")
    }

    @Test func composeWordsThatMeanTheSameAreTakenOver() throws {
        let (text, notes) = try Self.text("compose")
        let waits = """
                depends_on:
                  migrate: {condition: service_completed_successfully}
                  seed: {condition: service_healthy, restart: true}
                  again: {condition: service_healthy}
                  second: {condition: service_started}
                  the-worker: {condition: service_healthy}
                restart: always

            """
        #expect(text.contains(waits), "\(text)")
        #expect(text.contains("port: 7001\n    restart: on-failure:3\n    profiles: [tools, debug]\n"), "\(text)")
        #expect(text.contains("seed answers") && !text.contains("tools answers"))
        #expect(!notes.contains { $0.contains("`migrate`: not") })
        #expect(notes.contains("compose.yaml: not taken over: volumes."))
        #expect(text.contains("\n# compose.yaml: not taken over: volumes.\nservices:\n"))
    }

    @Test func composeHealthAndFilesAreTakenOver() throws {
        let (text, notes) = try Self.text("compose")
        let well = """
                command: ./well
                port: 7100
                healthcheck:
                  test: [CMD, curl, "-f", "http://localhost:7100/health?x=$Y"]
                  interval: 1m30s
                  timeout: 10s
                  retries: 5
                env_file: [well.env, {path: local.env, required: false}]
                environment:
                  A: b

            """
        #expect(text.contains(well), "\(text)")
        let shell = """
                command: ./shell
                healthcheck:
                  test: "true | cat"
                  interval: 0.5s
                  retries: 2
                env_file: [well.env]

            """
        #expect(text.contains(shell), "\(text)")
        #expect(
            text.contains(
                "command: ./list\n    healthcheck:\n      test: [CMD-SHELL, exit 0]\n    env_file: [well.env]\n"))
        for name in ["none", "disabled"] {
            #expect(text.contains("  \(name):\n    command: ./\(name)\n\n"), "\(text)")
            #expect(!notes.contains { $0.contains("`\(name)`: not") })
        }
    }

    @Test func takenPortsArePassedOver() {
        let plan = Starter.plan(FolderFacts(name: "birds"), with: [.table]) { $0 != 8080 && $0 != 8000 }
        let text = plan.files.last?.text ?? ""
        #expect(text.contains("port: 8081") && text.contains("localhost:8081/"))
        #expect(text.contains("port: 8001") && text.contains("localhost:8001/?colour=red"))
    }

    @Test(arguments: [
        ("a 'b c' \"d\"", true), ("it's", false), ("it\\'s", true), ("'a\\'", true), ("a\\", false), ("\"a\\\"", false),
    ]) func quotesThatClose(line: String, closes: Bool) {
        #expect(ShellText.closesItsQuotes(line) == closes)
    }

    @Test(arguments: [
        ("$$HOME", "$HOME"), ("$${HOME}", "$${HOME}"), ("$HOME/x", "${HOME:-}/x"), ("${A}", "${A:-}"),
        ("${A:-b}c", "${A:-b}c"), ("${A-b}", "${A:-b}"), ("${A:?no}x", "${A:?no}x"), ("${A:+b}", "${A:+b}"),
        ("${A:-${B:-c}}d", "${A:-${B:-c}}d"), ("a$", "a$"), ("$1", "$1"),
        ("${", "$${"),
    ]) func composeVariables(written: String, converted: String) {
        #expect(ComposeText.converted(written) == converted)
    }

    @Test(arguments: [
        ("web", "web"), ("the web", "the-web"), ("_x", "x"), ("", "service"), ("a", "a-2"), ("é", "service"),
    ])
    func serviceNames(text: String, name: String) {
        #expect(ServiceName.good(text, taken: ["a"]) == name)
    }
}
