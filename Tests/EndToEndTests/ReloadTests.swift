import StackModel
import Testbed
import Testing

/// A stack that is up, and its file that changes.
@Suite(.timeLimit(.minutes(1))) struct ReloadTests {
    private func file(_ one: UInt16, _ two: UInt16, greeting: String, further: String = "") -> String {
        """
        services:
          site: {files: ., port: \(one)}
          kept: {command: [sh, -c, "echo kept $$; exec sleep 600"]}
          greeter: {command: [sh, -c, "echo \(greeting) $WHO; exec sleep 600"], environment: {WHO: you}}
        \(further)
        checks:
          site: {get: "http://localhost:\(one)/devstack.yaml"}
        """
    }

    @Test func onlyWhatChangedIsTouched() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.stack(file(one, two, greeting: "hello", further: "  old: {command: [sleep, '600']}"))
            #expect(try await stack.run("up", "--detach").status == 0)
            let nothing = try await stack.run("reload")
            #expect(nothing.status == 0)
            #expect(nothing.stdout.contains("nothing to do"))

            try stack.stack(
                file(one, two, greeting: "goodbye", further: "  new: {files: ., port: \(two), depends_on: [greeter]}"))
            let dry = try await stack.run("reload", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.stdout.contains("would be restarted: command changed"))
            #expect(!(try await stack.run("status").stdout.contains("new")))

            let reload = try await stack.run("reload")
            #expect(reload.status == 0, "\(reload.all)")
            let lines = reload.stdout.split(separator: "\n").dropFirst().map { $0.split(separator: " ").prefix(3) }
            #expect(
                lines.map { $0.joined(separator: " ") } == ["~ greeter restarted:", "+ new added", "- old removed"])
            let status = try await stack.run("status", "--format", "json")
            let names = try JSONPath(parsing: "$.services[*].name").select(from: JSONValue(parsing: status.stdout))
            #expect(names == ["site", "kept", "greeter", "new"].map(JSONValue.string))
            let log = try #require(stack.fixture.read(".devstack/logs/kept.log")).split(separator: "\n")
            #expect(log.count { $0.contains("Z out ") } == 1)
            #expect(try await stack.run("check").status == 0)
            #expect(try await stack.run("restart", "new").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aFileWithMistakesLeavesEverythingAsItIs() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.stack(file(one, two, greeting: "hello"))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(file(one, two, greeting: "hello", further: "  x: {comand: y}"))
            let reload = try await stack.run("reload")
            #expect(reload.status == 2)
            #expect(reload.stderr.contains("Did you mean `command`?"))
            #expect(try await stack.run("status").status == 0)

            try stack.stack(
                file(one, two, greeting: "hello", further: "  x: {command: [sh, -c, 'echo alas; exit 1'], ready: exit}")
            )
            let failed = try await stack.run("reload")
            #expect(failed.status == 4)
            #expect(failed.stdout.contains("alas"))
            // That is its asker's to know; the stack stays up.
            #expect(try await stack.run("status").status == 4)
            try stack.stack(file(one, two, greeting: "hello"))
            #expect(try await stack.run("reload").status == 0)
            #expect(try await stack.run("status").status == 0)
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aServerInAChildIsStartedAsItIsToBe() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            func file(_ port: UInt16, _ words: String) -> String {
                """
                services: {site: {files: ., port: \(port)\(words)}}
                checks:
                  site: {get: "http://localhost:\(port)/devstack.yaml"}
                """
            }
            try stack.stack(file(one, ", run: child"))
            #expect(try await stack.run("up", "--detach").status == 0)
            for (port, words) in [
                (one, ", run: child, hosts: [my.test]"), (two, ", run: child"), (two, ""), (two, ", run: child"),
            ] {
                try stack.stack(file(port, words))
                let reload = try await stack.run("reload")
                #expect(reload.status == 0, "\(reload.all)")
                #expect(try await stack.run("check").status == 0)
            }
            #expect(FreePort.isFree(one))
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aNewNameOfACertificateIsServed() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            func file(_ names: String) -> String {
                """
                certificates: {localhost: [\(names)]}
                services: {site: {files: ., port: \(port), tls: localhost}}
                checks:
                  site: {get: "https://localhost:\(port)/devstack.yaml"}
                  app: {get: "https://app.test:\(port)/devstack.yaml", expect: {failure: wrong_host}}
                """
            }
            try stack.stack(file("localhost"))
            #expect(try await stack.run("up", "--detach").status == 0)
            try stack.stack(file("localhost, app.test").replacing(", expect: {failure: wrong_host}", with: ""))
            let reload = try await stack.run("reload")
            #expect(reload.status == 0, "\(reload.all)")
            #expect(reload.stdout.contains("certificates.localhost.names changed"))
            let check = try await stack.run("check")
            #expect(check.status == 0, "\(check.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aDryRunTellsOfCertificates() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            func file(_ names: String) -> String {
                """
                authority: {permit: [my.test]}
                certificates: {localhost: [\(names)]}
                services: {site: {files: ., port: \(port), tls: localhost}}
                """
            }
            try stack.stack(file("localhost"))
            #expect(try await stack.run("up", "--detach").status == 0)
            let before = try #require(stack.fixture.read("certs/localhost.pem"))
            try stack.stack(file("localhost, app.my.test"))
            let dry = try await stack.run("reload", "--dry-run")
            #expect(dry.status == 0 && dry.stderr.contains("certs/localhost.pem"), "\(dry.all)")
            #expect(stack.fixture.read("certs/localhost.pem") == before)
            try stack.fixture.write("certs/ca.key", "no key")
            let broken = try await stack.run("reload", "--dry-run")
            #expect(broken.status == 3 && broken.stderr.contains("ca.key"), "\(broken.all)")
            #expect(try await stack.run("down").status == 0)
        }
    }

    @Test func aSecondUpJoinsTheFirst() async throws {
        let (one, two) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [one, two]) { stack in
            try stack.stack(
                file(one, two, greeting: "hello", further: "  extra: {files: ., port: \(two), profiles: [more]}"))
            #expect(try await stack.run("up", "--detach").status == 0)
            #expect(try await stack.run("stop", "greeter").status == 0)
            // Told to stop, it stays so for a reload.
            #expect(try await stack.run("reload").stdout.contains("nothing to do"))
            let up = try await stack.run("up", "--detach", "extra")
            #expect(up.status == 0, "\(up.all)")
            #expect(up.stdout.contains("is up already"))
            #expect(up.stdout.contains("1 check passed"))
            let status = try await stack.run("status")
            #expect(status.status == 0)
            #expect(!status.stdout.contains("stopped"))
            #expect(status.stdout.contains("extra"))
            // What joined is part of it from then on.
            #expect(try await stack.run("reload").stdout.contains("nothing to do"))
            #expect(try await stack.run("up", "--detach", "nobody").status == 64)
            #expect(try await stack.run("down").status == 0)
        }
    }
}
