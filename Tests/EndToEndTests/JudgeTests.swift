import Testbed
import Testing

/// What a browser and a scanner say of a running server.
@Suite(.timeLimit(.minutes(2)))
struct JudgeTests {
    static let hasChromium = Judges.areToRun("chromium", "certutil")
    static let hasScanner = Judges.areToRun("sslyze")

    private func withSite(key: String = "ecdsa-p256", _ body: (StackFixture, UInt16) async throws -> Void) async throws
    {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/motto.txt", ClientTests.motto + "\n")
            try stack.stack(
                """
                certificates:
                  localhost: {names: [localhost, app.test, "*.app.test", 127.0.0.1, "::1"], key: \(key)}
                services:
                  site: {files: site, port: \(port), tls: localhost}
                """)
            let up = try stack.start("up")
            await up.waitFor("Ctrl-C stops the stack")
            try await body(stack, port)
            up.signal(2)
            let outcome = await up.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    private func chromium(_ stack: StackFixture, _ url: String, profile: String) async throws -> String {
        try await stack.program(
            "timeout", "60", Judges.path("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--user-data-dir=\(stack.fixture.path(profile))", "--dump-dom", url
        ).stdout
    }

    @Test(
        "Headless Chromium with the authority in its NSS database shows the page, and without it does not",
        .enabled(if: hasChromium, "Chromium or NSS' certutil is not installed"))
    func chromium() async throws {
        try await withSite { stack, port in
            let database = "sql:" + stack.fixture.path(".pki/nssdb")
            try stack.fixture.write(".pki/nssdb/made", "")
            let made = try await stack.program("certutil", "-N", "-d", database, "--empty-password")
            #expect(made.status == 0, "\(made.all)")
            let url = "https://localhost:\(port)/motto.txt"
            let untrusted = try await chromium(stack, url, profile: "untrusting")
            #expect(!untrusted.contains(ClientTests.motto), "\(untrusted)")
            let added = try await stack.program(
                "certutil", "-A", "-d", database, "-t", "C,,", "-n", "devstack", "-i", "certs/ca.pem")
            #expect(added.status == 0, "\(added.all)")
            let trusted = try await chromium(stack, url, profile: "trusting")
            #expect(trusted.contains(ClientTests.motto), "\(trusted)")
        }
    }

    @Test(
        "sslyze finds the server compliant with Mozilla's intermediate configuration",
        .enabled(if: hasScanner, "sslyze is not installed"), arguments: ["ecdsa-p256", "rsa-2048"])
    func sslyze(key: String) async throws {
        try await withSite(key: key) { stack, port in
            let scan = try await stack.program(
                Judges.path("sslyze"), "--mozilla_config=intermediate", "--certinfo_ca_file", "certs/ca.pem",
                "localhost:\(port)")
            #expect(scan.all.contains("localhost:\(port): OK - Compliant."), "\(scan.all)")
            #expect(scan.status == 0, "\(scan.all)")
        }
    }
}
