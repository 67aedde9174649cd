import Glibc
import Testbed
import Testing

/// `certs issue` and `certs sign`, judged by openssl.
@Suite(.timeLimit(.minutes(2)))
struct CertificateCommandTests {
    private static let authority = ".local/share/devstack/authority/ca.pem"

    private func verified(_ stack: StackFixture, _ leaf: String, by authority: String = authority) async throws -> Bool
    {
        try await stack.program("openssl", "verify", "-x509_strict", "-CAfile", authority, leaf).status == 0
    }

    @Test("issue needs no stack file: one command makes authority, key and certificate, and again keeps the key")
    func issue() async throws {
        try await StackFixture.with { stack in
            let made = try await stack.run("certs", "issue", "localhost", "*.app.test", "127.0.0.1")
            #expect(made.status == 0, "\(made.all)")
            #expect(made.stdout.contains(Self.authority), "\(made.all)")
            #expect(try await verified(stack, "localhost+2.pem"))
            #expect(stack.mode(of: "localhost+2.key") == 0o600)
            #expect(stack.mode(of: ".local/share/devstack/authority/ca.key") == 0o600)
            #expect(namesInFolder(stack.fixture.folder) == [".local", "localhost+2.key", "localhost+2.pem"])
            let (key, leaf) = (stack.fixture.read("localhost+2.key"), stack.fixture.read("localhost+2.pem"))
            let authority = stack.fixture.read(Self.authority)
            let again = try await stack.run("certs", "issue", "localhost", "*.app.test", "127.0.0.1")
            #expect(again.status == 0, "\(again.all)")
            #expect(stack.fixture.read("localhost+2.key") == key && stack.fixture.read("localhost+2.pem") != leaf)
            #expect(stack.fixture.read(Self.authority) == authority)
        }
    }

    @Test("A key that others may read is certified by nothing, and an authority's certificate is replaced by nothing")
    func plantedKey() async throws {
        try await StackFixture.with { stack in
            let made = try await stack.run("certs", "issue", "app.test")
            #expect(made.status == 0, "\(made.all)")
            #expect(chmod(stack.fixture.path("app.test.key"), 0o644) == 0)
            let before = stack.fixture.read("app.test.pem")
            let again = try await stack.run("certs", "issue", "app.test")
            #expect(again.status == 3 && again.all.contains("others own or may read"), "\(again.all)")
            #expect(stack.fixture.read("app.test.pem") == before)

            let folder = ".local/share/devstack/authority"
            let authority = stack.fixture.read(folder + "/ca.pem")
            let over = try await stack.run("certs", "issue", "app.test", "--name", "ca", "--out", folder)
            #expect(over.status == 3 && over.all.contains("authority's certificate"), "\(over.all)")
            #expect(stack.fixture.read(folder + "/ca.pem") == authority)
        }
    }

    @Test("issue obeys XDG_DATA_HOME, --out, --name, --key, --usage and --days")
    func issueOptions() async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("certs/keep", "")
            let made = try await stack.run(
                "certs", "issue", "dev@app.test", "--out", "certs", "--name", "dev", "--key", "rsa-2048", "--usage",
                "client", "--days", "5", "--p12", environment: ["XDG_DATA_HOME": stack.fixture.path("data")])
            #expect(made.status == 0, "\(made.all)")
            #expect(namesInFolder(stack.fixture.path("certs")) == ["dev.key", "dev.p12", "dev.pem", "keep"])
            #expect(try await verified(stack, "certs/dev.pem", by: "data/devstack/authority/ca.pem"))
            let text = try await stack.program("openssl", "x509", "-in", "certs/dev.pem", "-noout", "-text")
            for words in ["Public-Key: (2048 bit)", "TLS Web Client Authentication\n", "email:dev@app.test"] {
                #expect(text.stdout.contains(words), "\(text.stdout)")
            }
            #expect(stack.mode(of: "certs/dev.p12") == 0o600)
            let opened = try await stack.program(
                "openssl", "pkcs12", "-in", "certs/dev.p12", "-passin", "pass:changeit", "-nodes")
            #expect(opened.stdout.components("BEGIN CERTIFICATE") == 2, "\(opened.all)")
        }
    }

    @Test("A name outside is refused with the option that permits it, and permitting it makes a new authority")
    func issuePermit() async throws {
        try await StackFixture.with { stack in
            let refused = try await stack.run("certs", "issue", "api.corp.example")
            #expect(refused.status == 3 && refused.stderr.contains("--permit api.corp.example"), "\(refused.all)")
            #expect(stack.fixture.read(Self.authority) == nil)
            let permitted = try await stack.run("certs", "issue", "api.corp.example", "--permit", "corp.example")
            #expect(permitted.status == 0, "\(permitted.all)")
            // It is remembered.
            let other = try await stack.run("certs", "issue", "www.corp.example")
            #expect(other.status == 0 && other.stderr.isEmpty, "\(other.all)")
            #expect(try await verified(stack, "www.corp.example.pem"))
        }
    }

    @Test("issue and --permit take the names that a stack file takes, and say the same of others")
    func issueJudgesNames() async throws {
        try await StackFixture.with { stack in
            for (words, complaint) in [
                (["*.test"], "only one label below the wildcard"), (["https://app.test"], "is not a host name"),
                (["app.test", "--permit", "*.corp.example"], "Write corp.example."),
            ] {
                let refused = try await stack.program([StackFixture.binary, "certs", "issue"] + words)
                #expect(refused.status == 3 && refused.stderr.contains(complaint), "\(refused.all)")
            }
            #expect(stack.fixture.read(Self.authority) == nil)
            let wide = try await stack.run("certs", "issue", "app.com", "--permit", "com")
            #expect(wide.status == 0 && wide.stderr.contains("every name below it"), "\(wide.all)")
            let sign = try await stack.run("certs", "sign", "--csr", "none.csr", "*.test")
            #expect(sign.status == 3 && sign.stderr.contains("only one label"), "\(sign.all)")
        }
    }

    @Test(
        "What devstack did not make is not replaced",
        arguments: [
            ("x.pem", "not a certificate"), ("x.key", "not a key"), ("x.pem", "theirs"), ("x.key", "theirs"),
            ("x.p12", "theirs"),
        ])
    func issueTaken(file: String, content: String) async throws {
        try await StackFixture.with { stack in
            if content == "theirs" {
                _ = try await stack.program(
                    "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-subj", "/CN=x", "-keyout",
                    "their.key",
                    "-out", "their.pem")
                _ = try await stack.program("cp", "their.pem", "their.p12")
                _ = try await stack.program("cp", "their." + file.suffix(3), file)
            } else {
                try stack.fixture.write(file, content)
            }
            let before = stack.fixture.read(file)
            let refused = try await stack.run("certs", "issue", "x.test", "--name", "x", "--p12")
            #expect(refused.status == 3 && refused.stderr.contains("\(file) is there"), "\(refused.all)")
            #expect(before != nil && stack.fixture.read(file) == before)
        }
    }

    @Test(
        "Under sudo the authority and the files are those of the user who called it",
        .enabled(if: geteuid() == 0, "only root can become another user"))
    func issueUnderSudo() async throws {
        try await StackFixture.with { stack in
            for folder in ["data", "out"] {
                try stack.fixture.write("\(folder)/.made", "")
                #expect(chown(stack.fixture.path(folder), 65_534, 65_534) == 0)
            }
            chmod(stack.fixture.folder, 0o755)
            let sudo = ["SUDO_UID": "65534", "SUDO_GID": "65534", "XDG_DATA_HOME": stack.fixture.path("data")]
            let made = try await stack.run("certs", "issue", "x.test", "--out", "out", environment: sudo)
            #expect(made.status == 0, "\(made.all)")
            for file in ["out/x.test.key", "out/x.test.pem", "data/devstack/authority/ca.key"] {
                var status = stat()
                #expect(lstat(stack.fixture.path(file), &status) == 0 && status.st_uid == 65_534, "\(file)")
            }
            // Where that user may not write, it says so, and root does not.
            let refused = try await stack.run("certs", "issue", "y.test", environment: sudo)
            #expect(refused.status == 3 && refused.stderr.contains("cannot be written"), "\(refused.all)")
        }
    }

    private func request(_ stack: StackFixture, _ names: String?, key: String = "rsa:2048") async throws {
        var words = ["openssl", "req", "-new", "-newkey", key, "-nodes", "-subj", "/O=Evil/CN=evil"]
        words += ["-keyout", "r.key", "-out", "r.csr", "-addext", "basicConstraints=critical,CA:TRUE"]
        words += ["-addext", "keyUsage=critical,keyCertSign", "-addext", "extendedKeyUsage=codeSigning"]
        if let names { words += ["-addext", "subjectAltName=\(names)"] }
        let made = try await RunningProgram(words, in: stack.fixture).ended()
        try #require(made.status == 0, "\(made.all)")
    }

    @Test("sign takes key and names of a request, and not a single extension")
    func sign() async throws {
        try await StackFixture.with { stack in
            try await request(stack, "DNS:a.test,IP:127.0.0.9")
            let signed = try await stack.run("certs", "sign", "--csr", "r.csr", "--out", "r.pem")
            #expect(signed.status == 0, "\(signed.all)")
            #expect(try await verified(stack, "r.pem"))
            let text = try await stack.program("openssl", "x509", "-in", "r.pem", "-noout", "-text").stdout
            for words in [
                "Subject: O = devstack, CN = a-test", "DNS:a.test, IP Address:127.0.0.9", "CA:FALSE",
                "Digital Signature, Key Encipherment\n", "TLS Web Server Authentication\n",
            ] { #expect(text.contains(words), "\(words): \(text)") }
            for words in ["CA:TRUE", "Certificate Sign", "Code Signing", "Evil"] { #expect(!text.contains(words)) }
            let piped = try await stack.program(
                "sh", "-c", "\"$0\" certs sign --csr - b.test < r.csr | openssl x509 -noout -ext subjectAltName",
                StackFixture.binary)
            #expect(piped.stdout.contains("DNS:b.test\n"), "\(piped.all)")
        }
    }

    @Test("sign uses the stack's authority where there is a stack file")
    func signByTheStack() async throws {
        try await StackFixture.with { stack in
            try stack.stack("authority: {intermediate: true}\nchecks: {a: {command: 'true'}}\n")
            try await request(stack, "DNS:a.test")
            let signed = try await stack.run("certs", "sign", "--csr", "r.csr", "--usage", "both", "--out", "r.pem")
            #expect(signed.status == 0, "\(signed.all)")
            let verdict = try await stack.program(
                "openssl", "verify", "-x509_strict", "-CAfile", "certs/ca.pem", "-untrusted", "r.pem", "r.pem")
            #expect(verdict.status == 0, "\(verdict.all)")
            #expect(stack.fixture.read(Self.authority) == nil)
        }
    }

    @Test("sign refuses what it cannot stand for")
    func signRefuses() async throws {
        try await StackFixture.with { stack in
            try await request(stack, "DNS:bank.example")
            let outside = try await stack.run("certs", "sign", "--csr", "r.csr")
            #expect(outside.status == 3 && outside.stderr.contains("C012") && outside.stdout.isEmpty, "\(outside.all)")
            try await request(stack, nil)
            let nameless = try await stack.run("certs", "sign", "--csr", "r.csr")
            #expect(nameless.status == 3 && nameless.stderr.contains("asks for no names"), "\(nameless.all)")
            try await request(stack, "DNS:a.test", key: "rsa:1024")
            let weak = try await stack.run("certs", "sign", "--csr", "r.csr")
            #expect(weak.status == 3 && weak.stderr.contains("a 1024-bit RSA key"), "\(weak.all)")
            // One that its own key did not sign: the last byte of the signature is another.
            try await request(stack, "DNS:a.test")
            let forged = try await stack.program(
                "sh", "-c",
                "openssl req -in r.csr -outform DER -out r.der && python3 -c 'b=bytearray(open(\"r.der\",\"rb\").read());"
                    + "b[-1]^=1;open(\"r.der\",\"wb\").write(b)' && openssl req -inform DER -in r.der -out r.csr")
            #expect(forged.status == 0, "\(forged.all)")
            let refused = try await stack.run("certs", "sign", "--csr", "r.csr")
            #expect(refused.status == 3 && refused.stderr.contains("that its own key has signed"), "\(refused.all)")
            let missing = try await stack.run("certs", "sign", "--csr", "none.csr")
            #expect(missing.status == 3 && missing.stderr.contains("none.csr"), "\(missing.all)")
        }
    }

    @Test("The key of an authority that is there is served from no root")
    func existingKeyIsNotServed() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/motto.txt", ClientTests.motto + "\n")
            let made = try await stack.program(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/CN=x",
                "-addext", "keyUsage=critical,keyCertSign", "-keyout", "site/ca.key", "-out", "site/ca.pem")
            #expect(made.status == 0, "\(made.all)")
            try stack.stack(
                """
                authority: {certificate: site/ca.pem, key: site/ca.key}
                certificates:
                  site: [localhost]
                services:
                  site: {files: site, port: \(port), tls: site}
                checks:
                  the certificate is: {get: "https://localhost:\(port)/ca.pem"}
                  the key is not: {get: "https://localhost:\(port)/ca.key", expect: {status: 404}}
                """)
            let checked = try await stack.run("check")
            #expect(checked.status == 0, "\(checked.all)")
        }
    }

    @Test("mkcert's authority signs, and is trusted by the stack's own checks", .enabled(if: Judges.areToRun("mkcert")))
    func mkcert() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/motto.txt", ClientTests.motto + "\n")
            try stack.stack(
                """
                authority: mkcert
                certificates: {site: [localhost, www.example.org]}
                services:
                  site: {files: site, port: \(port), tls: site}
                checks:
                  motto: {get: "https://www.example.org:\(port)/motto.txt"}
                """)
            let missing = try await stack.run("check")
            #expect(missing.status == 2 && missing.stderr.contains("mkcert -install"), "\(missing.all)")
            let root = stack.fixture.path("root")
            try stack.fixture.write("root/.made", "")
            // It makes its authority before the certificate; nothing is installed.
            let made = try await stack.program(
                "mkcert", "-cert-file", "m.pem", "-key-file", "m.key", "a.test",
                environment: ["CAROOT": root, "TRUST_STORES": "none"])
            #expect(made.status == 0, "\(made.all)")
            let checked = try await stack.run("check", environment: ["CAROOT": root])
            #expect(checked.status == 0, "\(checked.all)")
            #expect(try await verified(stack, "certs/site.pem", by: "root/rootCA.pem"))
            #expect(namesInFolder(stack.fixture.path("certs")) == [".gitignore", ".lock", "site.key", "site.pem"])
        }
    }
}

extension String {
    /// How often a text occurs in it.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
