import Testbed
import Testing

/// What real clients see while the example is up.
@Suite(.timeLimit(.minutes(2)))
struct ClientTests {
    static let motto = "Start where you are, use what you have, help who you can."

    @Test(
        "curl, requests, openssl and Java: with the authority they succeed, without it they fail for the right reason")
    func clients() async throws {
        try await Example.with { example in
            let outcome = try await example.whileUp { _ in
                for host in AddressFamilies.available(of: ["localhost", "127.0.0.1", "[::1]"]) {
                    let url = "https://\(host):\(example.site)/motto.txt"
                    try await curl(example.stack, url)
                    try await requests(example.stack, url)
                }
                let verdict = try await example.stack.program(
                    "openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "certs/ca.pem",
                    "certs/localhost.pem")
                #expect(verdict.status == 0, "\(verdict.all)")
                try await java(example.stack, "https://localhost:\(example.site)/motto.txt")
            }
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    private func curl(_ stack: StackFixture, _ url: String) async throws {
        let trusted = try await stack.program("curl", "-sS", "--cacert", "certs/ca.pem", url)
        #expect(trusted.status == 0 && trusted.stdout.contains(Self.motto), "\(url): \(trusted.all)")
        let untrusted = try await stack.program("curl", "-sS", url)
        #expect(untrusted.status == 60, "\(url): \(untrusted.all)")
    }

    private func requests(_ stack: StackFixture, _ url: String) async throws {
        guard try await stack.program("/usr/bin/python3", "-c", "import requests").status == 0 else {
            print("skipped: Python's requests is not installed")
            return
        }
        let program = """
            import requests, sys
            answer = requests.get(sys.argv[1], verify="certs/ca.pem", timeout=10)
            assert answer.status_code == 200 and "help who you can" in answer.text, answer
            try:
                requests.get(sys.argv[1], timeout=10)
            except requests.exceptions.SSLError as error:
                assert "unable to get local issuer certificate" in str(error), error
            else:
                sys.exit("verified without the authority")
            """
        let outcome = try await stack.program("/usr/bin/python3", "-c", program, url)
        #expect(outcome.status == 0, "\(url): \(outcome.all)")
    }

    private func java(_ stack: StackFixture, _ url: String) async throws {
        guard try await stack.program("sh", "-c", "command -v keytool && command -v javac").status == 0 else {
            print("skipped: there is no JDK")
            return
        }
        try stack.fixture.write(
            "Fetch.java",
            """
            import java.net.URI;
            import javax.net.ssl.HttpsURLConnection;

            public class Fetch {
                public static void main(String[] words) throws Exception {
                    var connection = (HttpsURLConnection) URI.create(words[0]).toURL().openConnection();
                    System.out.print(new String(connection.getInputStream().readAllBytes()));
                }
            }
            """)
        let imported = try await stack.program(
            "keytool", "-importcert", "-noprompt", "-alias", "local", "-file", "certs/ca.pem", "-keystore", "trust.p12",
            "-storetype", "PKCS12", "-storepass", "changeit")
        #expect(imported.status == 0, "\(imported.all)")
        let trusted = try await stack.program(
            "java", "-Djavax.net.ssl.trustStore=trust.p12", "-Djavax.net.ssl.trustStorePassword=changeit", "Fetch.java",
            url)
        #expect(trusted.status == 0 && trusted.stdout.contains(Self.motto), "\(trusted.all)")
        let untrusted = try await stack.program("java", "Fetch.java", url)
        #expect(untrusted.status != 0 && untrusted.all.contains("PKIX path building failed"), "\(untrusted.all)")
    }

    @Test(
        "certs --renew while the stack is up: the next handshake sees the new certificate, an open connection goes on")
    func renew() async throws {
        try await Example.with { example in
            try await example.whileUp { _ in
                let program = """
                    import http.client, ssl, subprocess, sys
                    def connect():
                        context = ssl.create_default_context(cafile="certs/ca.pem")
                        connection = http.client.HTTPSConnection("localhost", int(sys.argv[2]), context=context)
                        connection.request("GET", "/motto.txt")
                        assert connection.getresponse().read().startswith(b"Start"), "before"
                        return connection, connection.sock.getpeercert()["serialNumber"]
                    old, before = connect()
                    said = subprocess.run([sys.argv[1], "certs", "--renew"], check=True, capture_output=True, text=True)
                    new, after = connect()
                    assert before != after, before
                    assert f"{before} -> {after}".lower() in said.stdout, said
                    old.request("GET", "/motto.txt")
                    assert old.getresponse().read().startswith(b"Start"), "old connection"
                    """
                let key = example.stack.fixture.read("certs/localhost.key")
                let outcome = try await example.stack.program(
                    "python3", "-c", program, StackFixture.binary, "\(example.site)")
                #expect(outcome.status == 0, "\(outcome.all)")
                #expect(example.stack.fixture.read("certs/localhost.key") == key)
            }
        }
    }

    @Test("A certificate that falls due while the stack is up is renewed at a handshake, also one that has expired")
    func fallsDue() async throws {
        try await Example.with { example in
            try await example.whileUp { _ in
                for days in ["10", "-1"] {
                    let made = try await example.stack.program("sh", "-c", Self.shortLeaf, "sh", days)
                    #expect(made.status == 0, "\(made.all)")
                    // The first handshake may still see it, unless it has expired; from the second on it is the new one.
                    if days == "10" { _ = try await serial(example) }
                    let (old, new) = (example.stack.fixture.read("short.serial"), try await renewedSerial(example))
                    #expect(old != nil && new != old, "after \(days) days")
                }
            }
        }
    }

    @Test("A certificate that falls due while nobody connects is renewed by the clock")
    func fallsDueUnseen() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/motto.txt", Self.motto + "\n")
            // A day's certificate begins an hour ago, so this one is due some seconds after it was made.
            try stack.stack(
                """
                certificates:
                  a: {names: [localhost], days: 1, renew_before: 22h59m57s}
                services:
                  site: {files: site, port: \(port), tls: a}
                """)
            let up = try stack.start("up")
            await up.waitFor("renewed: it expires in")
            #expect(up.written.contains("renewed: it expires in"), "\(up.written)")
            up.signal(2)
            let outcome = await up.ended()
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    /// The serial number that a client which verifies sees.
    private func serial(_ example: Example) async throws -> String {
        let program = """
            import socket, ssl, sys
            context = ssl.create_default_context(cafile="certs/ca.pem")
            with context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))), server_hostname="localhost") as tls:
                print(tls.getpeercert()["serialNumber"])
            """
        let outcome = try await example.stack.program("python3", "-c", program, "\(example.site)")
        #expect(outcome.status == 0, "\(outcome.all)")
        return outcome.stdout
    }

    /// The serial number once the one of `short.serial` is gone; renewal is a matter of milliseconds.
    private func renewedSerial(_ example: Example) async throws -> String {
        let end = ContinuousClock.now + .seconds(10)
        var seen = try await serial(example)
        while seen == example.stack.fixture.read("short.serial"), ContinuousClock.now < end {
            seen = try await serial(example)
        }
        return seen
    }

    /// Puts a leaf of the stack's own authority with so many days left in place, and its serial into `short.serial`.
    private static let shortLeaf = """
        set -e
        printf '%s\n' 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1,DNS:app.test' 'extendedKeyUsage=serverAuth' \
            'keyUsage=critical,digitalSignature' 'basicConstraints=critical,CA:FALSE' \
            'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' > leaf.ext
        openssl req -new -key certs/localhost.key -subj /CN=localhost -out leaf.csr
        openssl x509 -req -in leaf.csr -CA certs/ca.pem -CAkey certs/ca.key -set_serial 0x$(openssl rand -hex 16) \
            -days $1 -extfile leaf.ext -out leaf.pem
        openssl x509 -in leaf.pem -noout -serial | cut -d= -f2 > short.serial
        mv leaf.pem certs/localhost.pem
        """

    @Test("certs shows each certificate")
    func show() async throws {
        try await Example.with { example in
            let none = try await example.stack.run("certs")
            #expect(none.all.contains("devstack"), "\(none.all)")
            _ = try await example.stack.run("check")
            let shown = try await example.stack.run("certs")
            #expect(shown.status == 0, "\(shown.all)")
            for word in ["localhost", "127.0.0.1", "::1", "certs/localhost.pem", "certs/ca.pem", "89 days"] {
                #expect(shown.stdout.contains(word), "\(word): \(shown.all)")
            }
        }
    }
}
