import Testbed
import Testing

/// Certificates that are judged as of another time, by the real binary.
@Suite(.timeLimit(.minutes(1)))
struct JudgingTimeTests {
    private static func write(_ stack: StackFixture, port: UInt16, asking: UInt16) throws {
        try stack.fixture.write("site/index.html", "hello\n")
        try stack.stack(
            """
            certificates:
              localhost: [localhost, 127.0.0.1, "::1"]
              laptop: {names: [laptop.test], usage: client, days: 30, renew_before: 5d}
            services:
              site: {files: site, port: \(port), tls: localhost, ready: {http: /}}
              asking:
                files: site
                port: \(asking)
                tls: {certificate: localhost, client_ca: stack}
                ready: {http: /}
            checks:
              served: {get: "https://localhost:\(port)/"}
              shown: {get: "https://localhost:\(asking)/", client_certificate: laptop}
              plain: {command: "true"}
            """)
    }

    @Test("check --at is red for what has expired then, says as of when, and changes nothing on disk")
    func check() async throws {
        let (port, asking) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [port, asking]) { stack in
            try Self.write(stack, port: port, asking: asking)
            let now = try await stack.run("check")
            #expect(now.status == 0, "\(now.all)")
            let files = ["certs/ca.pem", "certs/localhost.pem", "certs/laptop.pem"]
            let before = files.map(stack.fixture.read)

            let soon = try await stack.run("check", "--at", "+10d", "--format", "json")
            #expect(soon.status == 0 && soon.stdout.contains("\"judged_at\": \"20"), "\(soon.all)")
            // The client's own certificate is the first to end, and no server by its clock refuses it.
            let later = try await stack.run("check", "--at", "+40d")
            #expect(later.status == 1 && later.all.contains("1 of 3 checks failed"), "\(later.all)")
            #expect(later.all.contains("client_certificate_refused: the client's certificate laptop"), "\(later.all)")
            let last = try await stack.run("check", "--at", "+400d", "--report", "junit=report.xml")
            #expect(last.status == 1, "\(last.all)")
            for words in [
                "certificates are judged as of 20", "; commands go by this machine's clock\n",
                "got       expired: certificate has expired (10), judged as of 20", ": it ends on 20",
                "fix       keep the stack up, or check it before then", "2 of 3 checks failed",
            ] { #expect(last.all.contains(words), "\(words): \(last.all)") }
            #expect(stack.fixture.read("report.xml")?.contains("<property name=\"judged_at\" value=\"20") == true)
            let early = try await stack.run("check", "--at", "-2d", "served")
            #expect(early.status == 1 && early.all.contains("not_yet_valid: "), "\(early.all)")
            #expect(files.map(stack.fixture.read) == before)
        }
    }

    @Test("certs, lint and explain judge as of then; what is no time is a wrong command line")
    func commands() async throws {
        let (port, asking) = (FreePort.take(), FreePort.take())
        try await StackFixture.with(ports: [port, asking]) { stack in
            try Self.write(stack, port: port, asking: asking)
            let up = try stack.start("up")
            await up.waitFor("passed")
            let shown = try await stack.run("certs", "--at", "+60d")
            #expect(shown.status == 3 && shown.stderr.isEmpty, "\(shown.all)")
            #expect(shown.stdout.hasPrefix("certificates are judged as of 20"), "\(shown.all)")
            #expect(shown.stdout.contains("\nlaptop  expired then, 30 days before (until "), "\(shown.all)")
            #expect(shown.stdout.contains("\nlocalhost  29 days left then (until "), "\(shown.all)")
            #expect(try await stack.run("certs", "--at", "+20d").status == 0)
            #expect(try await stack.run("certs", "--at", "-20d").status == 3)
            let good = try await stack.run("certs", "lint", "certs/localhost.pem", "--at", "+60d")
            #expect(good.status == 0, "\(good.all)")
            let bad = try await stack.run("certs", "lint", "certs/localhost.pem", "--at", "+400d", "--format", "json")
            #expect(bad.status == 1 && bad.stdout.contains("\"rule\": \"expired\""), "\(bad.all)")
            let explained = try await stack.run("certs", "explain", "localhost:\(port)", "--at", "+400d")
            #expect(explained.status == 1 && explained.all.contains("has expired by 20"), "\(explained.all)")

            for words in [["certs", "--renew"], ["certs", "--renew-authority"]] {
                let both = try await RunningProgram(
                    [StackFixture.binary] + words + ["--at", "+1d"], in: stack.fixture
                ).ended()
                #expect(both.status == 64 && both.stderr.contains("leave out --at or \(words[1])"), "\(both.all)")
            }
            for text in ["tomorrow", "2027-02-30", "400d", ""] {
                let wrong = try await stack.run("check", "--at", text)
                #expect(wrong.status == 64 && wrong.stderr.contains("is no time: write +400d"), "\(wrong.all)")
            }
            up.signal(2)
            #expect(await up.ended().status == 0)
        }
    }
}
