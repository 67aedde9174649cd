import Glibc
import Testbed
import Testing

/// `certs export`, judged by openssl.
@Suite(.timeLimit(.minutes(2)))
struct CertificateExportTests {
    @Test("export writes one file for the owner alone, with key, chain and authority")
    func export() async throws {
        try await StackFixture.with { stack in
            try stack.stack("certificates: {api: [api.test]}\nchecks: {a: {command: 'true'}}\n")
            try stack.fixture.write("password", "p w\nrest\n")
            let exported = try await stack.run("certs", "export", "--p12", "api.p12", "--password-file", "password")
            #expect(exported.status == 0, "\(exported.all)")
            #expect(stack.mode(of: "api.p12") == 0o600)
            let opened = try await stack.program(
                "openssl", "pkcs12", "-in", "api.p12", "-passin", "pass:p w", "-nodes", "-nocerts")
            let key = try await stack.program("openssl", "pkey", "-in", "certs/api.key")
            #expect(opened.stdout.contains(key.stdout), "\(opened.all)")
            let wrong = try await stack.program(
                "openssl", "pkcs12", "-in", "api.p12", "-passin", "pass:changeit", "-nodes")
            #expect(wrong.status != 0)
            let unknown = try await stack.run("certs", "export", "other", "--p12", "o.p12")
            #expect(unknown.status == 64 && unknown.stderr.contains("Name one of: api."), "\(unknown.all)")
        }
    }

    @Test("A password may come from a process; one that no other program could read again is refused")
    func password() async throws {
        try await StackFixture.with { stack in
            let program = "'\(StackFixture.binary)' certs issue x.test --p12 --password-file"
            let made = try await stack.program("bash", "-c", "\(program) <(echo secret)")
            #expect(made.status == 0, "\(made.all)")
            let opened = try await stack.program(
                "openssl", "pkcs12", "-in", "x.test.p12", "-nokeys", "-passin", "pass:secret")
            #expect(opened.status == 0, "\(opened.all)")
            for (bytes, complaint) in [
                (#"a\0b"#, "has a NUL byte"), (#"\377"#, "is not UTF-8"), (#"\nsecond"#, "has no password"),
            ] {
                let refused = try await stack.program(
                    "bash", "-c", "\(program) <(printf '\(bytes)')")
                #expect(refused.status == 64 && refused.stderr.contains(complaint), "\(refused.all)")
            }
        }
    }
}
