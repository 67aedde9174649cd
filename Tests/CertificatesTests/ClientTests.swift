import Diagnostics
import StackModel
import Testbed
import Testing

@testable import Certificates

/// What other programs make of the chain: each one that is installed judges it.
@Suite(.timeLimit(.minutes(1))) struct ClientTests {
    static let python = Judges.path("python3")
    static let hasCryptography =
        Judges.areRequired || Program.isInstalled(python, ["-c", "import cryptography.x509.verification"])
    static let hasStrictPython =
        Judges.areRequired || Program.isInstalled(python, ["-c", "import ssl; ssl.VERIFY_X509_STRICT"])
    static let hasJava = Judges.areToRun("java")
    static let hasGnuTLS = Judges.areToRun("certtool")
    static let hasLinter = Judges.areToRun("lint_pkix_cert", "lint_pkix_signer_signee_cert_chain")

    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var collector = DiagnosticCollector()
        let store = fixture.store(["localhost", "app.test", "*.app.test", "127.0.0.1", "::1"])
        _ = store.prepare(collector: &collector)
        try #require(collector.diagnostics == [])
    }

    private func expectSuccess(
        _ name: String, _ arguments: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let run = try Program.run(name, arguments)
        #expect(run.succeeded, Comment(rawValue: run.output), sourceLocation: sourceLocation)
    }

    private var verification: [String] {
        [
            "verify", "-x509_strict", "-purpose", "sslserver", "-attime", String(Int(fixture.now)), "-CAfile",
            fixture.path("ca.pem"),
        ]
    }

    @Test func opensslStrictly() throws {
        for name in ["localhost", "any.app.test"] {
            try expectSuccess("openssl", verification + ["-verify_hostname", name, fixture.path("localhost.pem")])
        }
        for address in ["127.0.0.1", "::1"] {
            try expectSuccess("openssl", verification + ["-verify_ip", address, fixture.path("localhost.pem")])
        }
    }

    @Test func aLeafOutsideTheConstraintsIsRefused() throws {
        // Made behind the store's back, since the store itself refuses the name.
        let key = try PrivateKey.generate()
        let authority = Authority(
            certificate: try #require(Certificate.chain(pem: fixture.read("ca.pem"))?.first),
            key: try #require(PrivateKey(pem: fixture.read("ca.key"))))
        for name in ["bank.example", "10.0.0.1", "attest"] {
            let leaf = try authority.issue(
                key: key, label: "x", names: [try #require(SubjectName(name))], days: 9, now: fixture.now)
            try fixture.write(leaf.pem(), to: "outside.pem")
            let run = try Program.run("openssl", verification + [fixture.path("outside.pem")])
            #expect(run.output.contains("permitted subtree violation"), Comment(rawValue: run.output))
        }
    }

    @Test func everyExtensionIsAsTheContractSays() throws {
        let authority = try Program.run("openssl", ["x509", "-noout", "-text", "-in", fixture.path("ca.pem")]).output
        for text in [
            "Version: 3", "Signature Algorithm: ecdsa-with-SHA256", "NIST CURVE: P-256",
            "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0\n",
            "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign\n",
            "X509v3 Extended Key Usage: \n                TLS Web Server Authentication, TLS Web Client Authentication\n",
            "X509v3 Subject Key Identifier: \n", "X509v3 Name Constraints: critical\n",
            "Permitted:\n                  DNS:localhost\n                  DNS:test\n"
                + "                  IP:127.0.0.0/255.0.0.0\n                  IP:0:0:0:0:0:0:0:1/FFFF:",
        ] { #expect(authority.contains(text)) }
        let leaf = try Program.run("openssl", ["x509", "-noout", "-text", "-in", fixture.path("localhost.pem")]).output
        for text in [
            "Version: 3", "Signature Algorithm: ecdsa-with-SHA256", "NIST CURVE: P-256", "Subject: O = devstack, CN = ",
            "X509v3 Basic Constraints: critical\n                CA:FALSE\n",
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            "X509v3 Extended Key Usage: \n                TLS Web Server Authentication\n",
            "X509v3 Subject Key Identifier: \n", "X509v3 Authority Key Identifier: \n",
            "X509v3 Subject Alternative Name: \n                DNS:localhost, DNS:app.test, DNS:*.app.test, "
                + "IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1\n",
        ] { #expect(leaf.contains(text)) }
        let serial = try fixture.details("localhost.pem").serial
        #expect(serial.count == 32 && ("4"..."7").contains(serial.prefix(1)))
    }

    @Test(.enabled(if: hasCryptography, "Python's cryptography is not installed")) func pyca() throws {
        let script = """
            import sys, datetime, ipaddress
            from cryptography import x509
            from cryptography.x509.verification import PolicyBuilder, Store
            ca, leaf = [x509.load_pem_x509_certificate(open(p, 'rb').read()) for p in sys.argv[1:3]]
            time = datetime.datetime.fromtimestamp(int(sys.argv[3]), datetime.timezone.utc)
            for name in [x509.DNSName('localhost'), x509.DNSName('app.test'), x509.DNSName('any.app.test'),
                         x509.IPAddress(ipaddress.ip_address('127.0.0.1')), x509.IPAddress(ipaddress.ip_address('::1'))]:
                verifier = PolicyBuilder().store(Store([ca])).time(time).build_server_verifier(name)
                assert len(verifier.verify(leaf, [])) == 2
            """
        try expectSuccess(
            Self.python,
            ["-c", script, fixture.path("ca.pem"), fixture.path("localhost.pem"), String(Int(StoreFixture.start))])
    }

    /// A handshake in memory, so that the rules are those that a program meets.
    @Test(.enabled(if: hasStrictPython, "Python's ssl has no VERIFY_X509_STRICT")) func pythonStrictly() throws {
        let fresh = try makeAtWallClock()
        let script = """
            import ssl, sys
            folder = sys.argv[1]
            server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            server.load_cert_chain(folder + '/localhost.pem', folder + '/localhost.key')
            for name in ['localhost', '127.0.0.1', '::1']:
                client = ssl.create_default_context(cafile=folder + '/ca.pem')
                client.verify_flags |= ssl.VERIFY_X509_STRICT
                a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
                ends = [client.wrap_bio(a, b, server_hostname=name), server.wrap_bio(b, a, server_side=True)]
                done = set()
                while len(done) < 2:
                    for end in ends:
                        try:
                            end.do_handshake()
                            done.add(end)
                        except ssl.SSLWantReadError:
                            pass
            """
        try expectSuccess(Self.python, ["-c", script, fresh.directory])
    }

    /// By the trust manager that HttpsURLConnection uses.
    @Test(.enabled(if: hasJava, "Java is not installed")) func java() throws {
        let fresh = try makeAtWallClock()
        try fresh.write(Array(Self.javaClient.utf8), to: "Judge.java")
        try expectSuccess(
            "java",
            ["-XX:TieredStopAtLevel=1"] + ["Judge.java", "ca.pem", "localhost.pem"].map(fresh.path))
    }

    private static let javaClient = """
        import java.io.FileInputStream;
        import java.security.KeyStore;
        import java.security.cert.*;
        import javax.net.ssl.*;

        class Judge {
            public static void main(String[] files) throws Exception {
                var factory = CertificateFactory.getInstance("X.509");
                var store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                store.setCertificateEntry("ca", factory.generateCertificate(new FileInputStream(files[0])));
                var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                managers.init(store);
                var leaf = (X509Certificate) factory.generateCertificate(new FileInputStream(files[1]));
                for (var manager : managers.getTrustManagers())
                    ((X509TrustManager) manager).checkServerTrusted(new X509Certificate[] {leaf}, "ECDHE_ECDSA");
            }
        }
        """

    /// A store for clients that cannot be told another time.
    private func makeAtWallClock() throws -> StoreFixture {
        let fresh = try StoreFixture()
        let store = CertificateStore(
            settings: AuthoritySettings(directory: fresh.directory),
            requests: [fresh.request("localhost", ["localhost", "127.0.0.1", "::1"])], now: { WallClock.now })
        var collector = DiagnosticCollector()
        _ = store.prepare(collector: &collector)
        try #require(collector.diagnostics == [])
        return fresh
    }

    @Test(.enabled(if: hasGnuTLS, "GnuTLS' certtool is not installed")) func gnuTLS() throws {
        let fresh = try makeAtWallClock()
        try expectSuccess(
            "certtool",
            [
                "--verify", "--verify-hostname", "localhost", "--verify-purpose", "1.3.6.1.5.5.7.3.1",
                "--load-ca-certificate", fresh.path("ca.pem"), "--infile", fresh.path("localhost.pem"),
            ])
    }

    /// Every single-label name, and every wildcard, is to this linter a faulty DNS name, in whosever certificate it is.
    private static func isUnavoidable(_ finding: Substring) -> Bool {
        let names = ["localhost", "test", "*.app.test"]
        return names.contains {
            finding.contains("pkix.invalid_domain_name_syntax (ERROR): Invalid domain name syntax: \"\($0)\"")
        }
    }

    private func findings(_ program: String, _ arguments: [String]) throws -> [Substring] {
        let run = try Program.run(Judges.path(program), ["lint", "-s", "NOTICE"] + arguments)
        let lines = run.output.split(separator: "\n")
        let findings = lines.filter { $0.hasPrefix(" ") }
        // Its status is how many there are; anything else is a fault of its own.
        try #require(Int(run.status) == findings.count, Comment(rawValue: run.output))
        return findings
    }

    @Test(.enabled(if: hasLinter, "pkilint is not installed")) func pkilint() throws {
        let (authority, leaf) = (fixture.path("ca.pem"), fixture.path("localhost.pem"))
        #expect(try findings("lint_pkix_cert", [leaf]).filter { !Self.isUnavoidable($0) } == [])
        #expect(try findings("lint_pkix_cert", [authority]).filter { !Self.isUnavoidable($0) } == [])
        #expect(try findings("lint_pkix_signer_signee_cert_chain", [authority, leaf]) == [])
    }

    @Test(.enabled(if: hasLinter, "pkilint is not installed")) func pkilintOfAnIntermediate() throws {
        let fresh = try StoreFixture()
        let settings = AuthoritySettings(directory: fresh.directory, intermediate: true)
        var collector = DiagnosticCollector()
        _ = fresh.store([fresh.request("a", ["a.app.test"], key: .rsa2048, usage: .both)], settings: settings)
            .prepare(collector: &collector)
        // The linter reads one certificate a file; a leaf's file holds its intermediate too.
        let end = "-----END CERTIFICATE-----\n"
        let served = String(decoding: try fresh.read("a.pem"), as: UTF8.self)
        let leaf = try #require(served.split(separator: end, maxSplits: 1).first)
        try fresh.write(Array((String(leaf) + end).utf8), to: "leaf-alone.pem")
        let chain = ["ca.pem", "ca-intermediate.pem", "leaf-alone.pem"].map(fresh.path)
        for (authority, below) in zip(chain, chain.dropFirst()) {
            #expect(try findings("lint_pkix_cert", [below]).filter { !Self.isUnavoidable($0) } == [])
            #expect(try findings("lint_pkix_signer_signee_cert_chain", [authority, below]) == [])
        }
    }
}
