import Diagnostics
import StackModel
import Testing

@testable import StackFile

/// `devstack config`: a stack that is printed reads back to the same stack.
@Suite struct ResolvedStackTests {
    private struct Read {
        var stack: Stack
        var value: ResolvedValue
    }

    private static func read(_ contents: [StackFileContent], in folder: StackFolder) throws -> Read? {
        var collector = DiagnosticCollector()
        var sources: [String: String] = [:]
        let result = StackFileReader(environment: GoldenTests.environment)
            .resolve(contents, directory: folder.path, collector: &collector, sources: &sources)
        return result.map { Read(stack: $0.stack, value: $0.value) }
    }

    private static func read(_ text: String, in folder: StackFolder) throws -> Read? {
        try read([StackFileContent(path: "devstack.yaml", bytes: Array(text.utf8))], in: folder)
    }

    /// All that a stack is but for where its files are.
    private static func dump(_ stack: Stack) -> String {
        var stack = stack
        stack.furtherFiles = []
        stack.secrets = SecretMask()
        return ValueDump.text(stack)
    }

    @Test(arguments: GoldenPair.names()) func printedStackReadsBack(name: String) throws {
        let pair = try GoldenPair(name: name)
        let folder = try StackFolder()
        defer { folder.remove() }
        for file in pair.files.dropFirst() where !file.isStackFile { try folder.write(file.text, to: file.name) }
        let contents = pair.files.filter(\.isStackFile).map {
            StackFileContent(path: $0.name, bytes: Array($0.text.utf8))
        }
        guard let first = try Self.read(contents, in: folder) else { return }
        let text = YAMLLines(first.value).text
        let second = try #require(try Self.read(text, in: folder), "\(text)")
        #expect(Self.dump(second.stack) == Self.dump(first.stack), "\(text)")
        #expect(YAMLLines(second.value).text == text)
    }

    @Test func textsOfEveryKindReadBack() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        let texts = [
            "", " ", "a b", "yes", "No", "null", "~", "1:30", "022", "1e3", "0x1F", "-", "- a", "a: b", "a:b", "a #b",
            "#", "@at", "`tick`", "%x", "*star", "&and", "!bang", "|", ">", "{", "}", "[a, b]", "a,b", "\"quoted\"",
            "it's", "back\\slash", "line\nbreak", "tab\there", "\r", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
            "\u{FEFF}",
            "caf\u{E9}", "e\u{301}", "\u{1F41D}", "$", "${", "${HOME}", "$${", "$$${x", "a}${b", "?", ":", "::1", "<<",
            "=",
            "true", "1.0", ".5", ".inf", "2026-11-23", "http://localhost:1/?a=b&c=d", "trailing ", " leading",
        ]
        let list = JSONValue.array(texts.map(JSONValue.string))
        let members = JSONValue.object(texts.map { JSONValue.Member($0, .string($0)) })
        let origin = ValueOrigin.byDefault
        for literal in [list, members] {
            let finder = OriginFinder(variables: Variables(environment: [:], file: [:]))
            let expect = ResolvedValue.map([
                .init(
                    name: "json",
                    value: .map([
                        .init(name: "$", value: .map([.init(name: "equals", value: finder.json(literal, at: nil))]))
                    ]))
            ])
            let check = ResolvedValue.map([
                .init(name: "get", value: .scalar(.string("http://localhost:1/"), origin)),
                .init(name: "expect", value: expect),
            ])
            let value = ResolvedValue.map([
                .init(name: "checks", value: .map([.init(name: "one", value: check)]))
            ])
            let text = YAMLLines(value).text
            let read = try #require(try Self.read(text, in: folder), "\(text)")
            #expect(read.stack.checks.first?.expect.json.first?.matcher.value == .equals(literal), "\(text)")
        }
    }

    @Test(arguments: [
        "0", "1us", "0.5us", "1.000000000001us", "1ms", "1s500ms", "10s", "1m30s", "1h1m1s1ms1us", "30d", "36525d",
    ]) func durationsReadBack(text: String) throws {
        let duration = try DurationText.parse(text)
        #expect(DurationText.written(duration) == text)
    }

    @Test func originsNameThePlaceTheVariableAndTheDefault() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write("TOKEN=swordfish\n", to: ".env")
        let text = """
            services:
              api:
                command: ./api --token ${TOKEN}
                port: ${PORT}
                environment:
                  LEVEL: "${LEVEL:-info}"
                  HOME:
                  LITERAL: "$${PORT}"
              site:
                files: site
                port: 8080
                ready: {within: 5s}
            """
        let read = try #require(try Self.read(text, in: folder))
        let lines = YAMLLines(read.value.masked(by: read.stack.secrets)).lines
        func origin(_ text: String) -> String? {
            lines.first { $0.text.replacing(folder.path, with: "/stack").hasSuffix(text) }?.origin
        }
        #expect(origin("command: [./api, --token, \"***\"]") == "devstack.yaml:3:14, TOKEN from .env")
        #expect(origin("port: 8000") == "devstack.yaml:4:11, PORT from the environment")
        #expect(origin("LEVEL: info") == "devstack.yaml:6:14")
        #expect(origin("HOME: /home/bird") == "devstack.yaml:7:7, HOME from the environment")
        #expect(origin("LITERAL: \"$${PORT}\"") == "devstack.yaml:8:16")
        #expect(origin("stop_signal: SIGTERM") == "default")
        #expect(origin("root: /stack/site") == "devstack.yaml:10:12")
        #expect(origin("index: index.html") == "default")
        #expect(origin("listen: true") == "default")
        #expect(origin("within: 5s") == "devstack.yaml:12:21")
        #expect(!lines.contains { $0.text.contains("swordfish") })
    }

    @Test func secretsAreMaskedInDataToo() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write("TOKEN=swordfish\nPIN=12345678\n", to: ".env")
        let text = """
            checks:
              it answers:
                post: http://localhost:8000/?token=${TOKEN}
                json: {pin: "${PIN}", token: "${TOKEN}"}
                expect: {json: {$.pin: {one_of: ["${TOKEN}"], not: {equals: {a: "${PIN}"}}}}}
            """
        let read = try #require(try Self.read(text, in: folder))
        let value = read.value.masked(by: read.stack.secrets)
        for shown in [YAMLLines(value).text, value.json(showsOrigins: true).prettyText] {
            #expect(!shown.contains("swordfish") && !shown.contains("12345678"), "\(shown)")
            #expect(shown.contains("***"))
        }
    }

    @Test func wordsOfASecretAreMaskedInACommand() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write(
            "DB_ARGS=-u me -phunter2secret\nQUOTED=--key \\'two words\\'\nLIST=one-word other-word\n", to: ".env")
        let text = """
            services:
              db: {command: "mysql ${DB_ARGS} ${QUOTED}"}
              list: {command: [list, "${LIST}"], environment: {A: one-word}}
            """
        let read = try #require(try Self.read(text, in: folder))
        let shown = YAMLLines(read.value.masked(by: read.stack.secrets)).text
        for secret in ["hunter2", "two words", "one-word other-word"] { #expect(!shown.contains(secret), "\(shown)") }
        #expect(shown.contains("mysql") && shown.contains("-u") && shown.contains("A: one-word"), "\(shown)")
    }

    /// A certificate tells its names to everybody.
    @Test func hostsInSmallLettersAreMaskedButForThoseOfCertificates() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write("HOSTX=SecretHost.Example\nKNOWN=Open.Test\n", to: ".env")
        let text = """
            certificates:
              open: {names: ["${KNOWN}"]}
            checks:
              it answers: {get: "http://${HOSTX}/"}
            """
        let secrets = try #require(try Self.read(text, in: folder)).stack.secrets
        #expect(secrets.masked("secrethost.example and open.test") == "*** and open.test")
    }

    /// For Swift's characters a format character before `$` makes another one of it.
    @Test func aFormatCharacterHidesNoVariable() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        try folder.write("PASSWORD=swordfish\n", to: ".env")
        let text = "services:\n  a: {command: [run, \"\u{600}${PASSWORD}\"]}\n"
        let secrets = try #require(try Self.read(text, in: folder)).stack.secrets
        #expect(secrets.masked("swordfish") == "***")
    }
}
