import Testbed
import Testing

/// `devstack env`: what it prints makes real clients trust the stack.
@Suite(.timeLimit(.minutes(3)))
struct EnvironmentTests {
    /// Runs commands by a shell that has evaluated `devstack env`.
    private func shell(
        _ stack: StackFixture, _ script: String, environment: [String: String] = [:]
    ) async throws -> RunningProgram.Outcome {
        try await stack.program(
            "sh", "-c", "set -e; eval \"$(\(StackFixture.binary) env)\"\n" + script, environment: environment)
    }

    @Test("curl, requests, Node, git and Java reach the site by the variables alone; their other roots stay")
    func clients() async throws {
        try await Example.with { example in
            let url = "https://localhost:\(example.site)/motto.txt"
            try example.stack.fixture.write("Fetch.java", Self.javaClient)
            try await example.whileUp { _ in
                let clients: [(program: String, line: String)] = [
                    ("curl", "curl -sS \(url)"),
                    (
                        "/usr/bin/python3 -c 'import requests'",
                        "/usr/bin/python3 -c 'import requests, sys; print(requests.get(sys.argv[1]).text)' \(url)"
                    ),
                    (
                        "/usr/bin/python3 -V",
                        "/usr/bin/python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read())' \(url)"
                    ),
                    (
                        "node --version",
                        "node -e 'require(\"https\").get(process.argv[1], r => r.pipe(process.stdout))' \(url)"
                    ),
                    ("javac -version", "java Fetch.java \(url)"),

                ]
                for client in clients {
                    guard try await example.stack.program("sh", "-c", client.program).status != 127 else {
                        print("skipped: \(client.program)")
                        continue
                    }
                    let trusted = try await shell(example.stack, client.line)
                    #expect(
                        trusted.status == 0 && trusted.stdout.contains(ClientTests.motto),
                        "\(client.line): \(trusted.all)")
                    let untrusted = try await example.stack.program("sh", "-c", client.line)
                    #expect(untrusted.status != 0, "\(client.line): \(untrusted.all)")
                }
                // git says "not found" only once it has verified the chain.
                let remote = "https://localhost:\(example.site)/no.git"
                let git = try await shell(example.stack, "git ls-remote \(remote) || true")
                #expect(git.stderr.contains("not found"), "\(git.all)")
                let without = try await example.stack.program("git", "ls-remote", remote)
                #expect(without.stderr.contains("certificate"), "\(without.all)")
            }
        }
    }

    private static let javaClient = """
        import java.net.URI;
        import java.security.KeyStore;
        import javax.net.ssl.*;

        public class Fetch {
            public static void main(String[] words) throws Exception {
                var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                var manager = (X509TrustManager) factory.getTrustManagers()[0];
                if (manager.getAcceptedIssuers().length < 50) throw new Exception("its own roots are gone");
                var connection = (HttpsURLConnection) URI.create(words[0]).toURL().openConnection();
                System.out.print(new String(connection.getInputStream().readAllBytes()));
            }
        }
        """

    private static let stackFile = "certificates:\n  localhost: [localhost]\nservices:\n  idle: {command: sleep 1}\n"

    @Test(
        "Whatever the folder is called, shells take the variables as they are, and run nothing of them",
        arguments: ["with space", "it's $(touch run) `touch run`", "line\nbreak", "\\back\"quote;*", "ü%0A"])
    func folders(name: String) async throws {
        try await StackFixture.with { stack in
            try stack.fixture.write("\(name)/devstack.yaml", Self.stackFile)
            let folder = stack.fixture.path(name)
            for shell in ["sh", "bash", "zsh", "fish"] {
                guard try await stack.program("sh", "-c", "command -v \(shell)").status == 0 else {
                    continue
                }
                let take =
                    shell == "fish"
                    ? "$DEVSTACK env --format fish | source; or exit 1;" : "eval \"$(\"$DEVSTACK\" env)\" || exit 1;"
                let program = try RunningProgram(
                    [shell, "-c", take + " printf %s \"$DEVSTACK_CA_FILE\"; \"$DEVSTACK\" env >nested"],
                    in: stack.fixture, environment: ["DEVSTACK": StackFixture.binary], directory: folder)
                let outcome = await program.ended()
                #expect(outcome.status == 0 && outcome.stdout == folder + "/certs/ca.pem", "\(shell): \(outcome.all)")
                let plain = try RunningProgram([StackFixture.binary, "env"], in: stack.fixture, directory: folder)
                #expect(await plain.ended().stdout == stack.fixture.read("\(name)/nested"))
            }
            #expect(stack.fixture.read("\(name)/run") == nil)
        }
    }

    @Test("A truststore that is encrypted as nobody reads it any more is named, with the command that converts it")
    func oldTruststore() async throws {
        try await StackFixture.with { stack in
            try stack.site(port: 1)
            try stack.fixture.write("jdk/bin/java", "#!/bin/sh\n", mode: 0o755)
            let made = try await stack.program(
                "sh", "-c",
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=old -keyout old.key -out old.pem && "
                    + "openssl pkcs12 -export -nokeys -legacy -in old.pem -passout pass:changeit -out 'old store.p12'")
            #expect(made.status == 0, "\(made.all)")
            let store = stack.fixture.path("old store.p12")
            let environment = [
                "JAVA_HOME": stack.fixture.path("jdk"),
                "JAVA_TOOL_OPTIONS":
                    "'-Djavax.net.ssl.trustStore=\(store)' -Djavax.net.ssl.trustStorePassword=changeit",
            ]
            let env = try await stack.run("env", environment: environment)
            #expect(env.status == 0 && !env.stdout.contains("JAVA_TOOL_OPTIONS"), "\(env.all)")
            #expect(env.stderr.contains("warning[T013]") && env.stderr.contains("RC2 or 3DES"), "\(env.all)")
            // Whose programs would not trust it is told so too; without any there is nobody to tell.
            for (checks, isTold) in [("one: {command: 'true'}", true), ("", false)] {
                try stack.stack("certificates: {localhost: [localhost]}\nchecks: {\(checks)}\n")
                let check = try await stack.run("check", environment: environment)
                #expect(check.stderr.contains("warning[T013]") == isTold, "\(check.all)")
            }
        }
    }

    @Test("Standard output has the variables and nothing else; without certificates it is empty")
    func output() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            let json = try await stack.run("env", "--format", "json")
            #expect(json.status == 0 && json.stdout.hasPrefix("{\n") && json.stdout.hasSuffix("}\n"), "\(json.all)")
            try stack.stack("services:\n  idle: {command: sleep 1}\n")
            let none = try await stack.run("env")
            #expect(none.status == 0 && none.stdout.isEmpty && none.stderr.contains("T001"), "\(none.all)")
            try stack.stack("certificates: 5\n")
            let wrong = try await stack.run("env")
            #expect(wrong.status == 2 && wrong.stdout.isEmpty, "\(wrong.all)")
            let format = try await stack.run("env", "--format", "csh")
            #expect(format.status == 64 && format.stderr.contains("'sh', 'fish' or 'json'"), "\(format.all)")
        }
    }
}
