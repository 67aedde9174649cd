import Glibc
import Testbed
import Testing

/// What it takes to change copies of this machine's stores.
private enum StoreTools {
    static let areThere: Bool = {
        let programs: [String] = ["/usr/sbin/update-ca-certificates", "/usr/bin/certutil", "/usr/bin/unshare"]
        return getuid() == 0 && programs.allSatisfy { access($0, X_OK) == 0 }
    }()
}

/// `devstack certs trust` and `untrust` on copies of this machine's stores: overlays in a mount namespace of the test's own.
@Suite(
    .timeLimit(.minutes(3)),
    .enabled(if: StoreTools.areThere, "overlays in a mount namespace need root, update-ca-certificates and certutil"))
struct StoreTests {
    /// Puts copies over the stores, makes a profile of Firefox, and defines `sums`, which tells every file of them.
    private static let prologue = """
        set -eu
        mkdir mounts && mount -t tmpfs tmpfs mounts
        # Java's hook keeps what is to be done in its own folder and in dpkg's, and another test's dpkg must not do it.
        for path in etc/ssl usr/local/share/ca-certificates var/lib/ca-certificates-java var/lib/dpkg; do
            [ -d /$path ] || continue
            copy=mounts/$(echo $path | tr / _); mkdir -p $copy/upper $copy/work
            mount -t overlay overlay -o lowerdir=/$path,upperdir=$copy/upper,workdir=$copy/work /$path
        done
        profile=$HOME/.mozilla/firefox/abc.default
        mkdir -p $profile && certutil -N -d sql:$profile --empty-password
        sums() {
            find /etc/ssl /usr/local/share/ca-certificates $HOME/.mozilla $HOME/.pki -printf '%p %m %U %G %l\\n' 2>/dev/null | sort
            find /etc/ssl /usr/local/share/ca-certificates $HOME/.mozilla $HOME/.pki -type f 2>/dev/null | sort | xargs sha256sum
        }

        """

    private func run(
        _ stack: StackFixture, _ script: String, environment: [String: String] = [:]
    ) async throws -> RunningProgram.Outcome {
        let path = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        return try await stack.program(
            "unshare", "-m", "sh", "-c", Self.prologue + script,
            environment: ["DEVSTACK": StackFixture.binary, "PATH": path].merging(environment) { $1 })
    }

    private static let stackFile = "certificates:\n  localhost: [localhost]\nservices:\n  idle: {command: sleep 1}\n"

    @Test("trust makes clients take the stack; untrust leaves every file of every store byte for byte as it was")
    func roundTrip() async throws {
        try await Example.with { example in
            try await example.whileUp { _ in
                let outcome = try await run(
                    example.stack,
                    """
                    url=https://localhost:\(example.site)/motto.txt
                    kinds='--store system --store nss'
                    command -v keytool >/dev/null && kinds="$kinds --store java"
                    look() {
                        curl -sS $url || echo "curl refuses"
                        command -v chromium >/dev/null || return 0
                        chromium --headless --no-sandbox --disable-gpu --user-data-dir=$PWD/chromium --dump-dom $url 2>/dev/null \\
                            | sed 's/^<html/browser <html/'
                    }
                    sums >before
                    $DEVSTACK certs trust --yes $kinds
                    sums >between; cmp -s before between && echo "trust changed nothing"
                    look >trusted
                    $DEVSTACK certs trust --yes $kinds >again
                    sums | cmp - between
                    $DEVSTACK certs untrust --yes
                    sums | diff before -
                    curl -sS $url || echo "curl refuses now"
                    find $HOME/.local/state/devstack -type f
                    """)
                #expect(outcome.status == 0, "\(outcome.all)")
                #expect(!outcome.all.contains("trust changed nothing"))
                #expect(outcome.all.contains("curl refuses now"), "\(outcome.all)")
                #expect(outcome.stdout.contains("it can certify only localhost, test, 127.0.0.0/8 and ::1"))
                #expect(
                    !outcome.stdout.contains(".local/state/devstack/trust/devstack-")
                        || !outcome.stdout.hasSuffix("record.json\n"))
                let trusted = example.stack.fixture.read("trusted") ?? ""
                #expect(trusted.contains(ClientTests.motto) && !trusted.contains("curl refuses"), "\(trusted)")
                if trusted.contains("browser") {
                    #expect(trusted.split(separator: "browser").last?.contains(ClientTests.motto) == true, "\(trusted)")
                }
                #expect(example.stack.fixture.read("again")?.contains("trusts it already") == true)
            }
        }
    }

    @Test(
        "What the system's hook has put into Java's truststore is left to the hook, and said",
        .enabled(if: access("/etc/ssl/certs/java/cacerts", R_OK) == 0))
    func passedOn() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            let outcome = try await run(
                stack,
                """
                $DEVSTACK certs --renew >/dev/null
                keytool -importcert -noprompt -alias debian:devstack.pem -file certs/ca.pem -keystore /etc/ssl/certs/java/cacerts -storepass changeit 2>/dev/null
                $DEVSTACK certs untrust --yes --store java
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("the system's own hook takes it out"), "\(outcome.all)")
        }
    }

    @Test("A store that has changed since keeps the change, and only our certificate goes")
    func changedSince() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            let outcome = try await run(
                stack,
                """
                $DEVSTACK certs trust --yes
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=other -keyout /dev/null -out other.pem 2>/dev/null
                cp other.pem /usr/local/share/ca-certificates/other.crt && update-ca-certificates >/dev/null 2>&1
                certutil -A -d sql:$profile -t C,, -n other -i other.pem
                $DEVSTACK certs untrust --yes
                ls /etc/ssl/certs /usr/local/share/ca-certificates | grep devstack && echo "left behind"
                test -L /etc/ssl/certs/other.pem
                openssl verify -CAfile /etc/ssl/certs/ca-certificates.crt other.pem
                certutil -L -d sql:$profile | grep other
                certutil -L -d sql:$profile | grep devstack && echo "left behind"
                $DEVSTACK certs untrust --yes
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(!outcome.all.contains("left behind"), "\(outcome.all)")
            #expect(outcome.stdout.contains("which has changed since"), "\(outcome.all)")
            // Java's truststore is the hook's own, which may take its time.
            let isOut = outcome.stdout.hasSuffix("no store on this machine trusts it, as far as devstack knows\n")
            #expect(
                isOut || outcome.stdout.hasSuffix("when it runs: update-ca-certificates --fresh\n"), "\(outcome.all)")
        }
    }

    @Test("A new authority: its users are listed, trust takes the old one out, and untrust still restores every byte")
    func replaced() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            let outcome = try await run(
                stack,
                """
                sums >before
                $DEVSTACK certs trust --yes
                first=$(ls /usr/local/share/ca-certificates | grep devstack)
                printf 'authority: {permit: [corp.example]}\\n' >>devstack.yaml
                $DEVSTACK certs >/dev/null 2>&1; $DEVSTACK env >/dev/null; $DEVSTACK certs 2>warned
                $DEVSTACK certs trust --yes >retrusted
                test ! -e /usr/local/share/ca-certificates/$first
                test $(ls /usr/local/share/ca-certificates | grep -c devstack) = 1
                $DEVSTACK certs 2>calm
                rm -r certs
                $DEVSTACK certs untrust --all --yes
                sums | diff before -
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            let warned = stack.fixture.read("warned") ?? ""
            #expect(
                warned.contains("T012") && warned.contains("ca-certificates") && warned.contains("abc.default"),
                "\(warned)")
            #expect(stack.fixture.read("calm") == "")
            #expect(stack.fixture.read("retrusted")?.contains("corp.example") == true)
        }
    }

    @Test("Without a terminal and without --yes the plan is shown, and nothing is changed")
    func notAgreed() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            let outcome = try await run(
                stack,
                """
                sums >before
                $DEVSTACK certs trust && exit 9
                echo "status $?"
                sums | diff before -
                test ! -e $HOME/.local/state
                SUDO_USER=somebody $DEVSTACK certs trust --yes || echo "status $?"
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("status 64") && outcome.stdout.contains("status 3"), "\(outcome.all)")
            #expect(
                outcome.stdout.contains("update-ca-certificates") && outcome.stderr.contains("T006"), "\(outcome.all)")
            #expect(outcome.stderr.contains("T004") && outcome.stderr.contains("Run it as somebody"), "\(outcome.all)")
        }
    }

    @Test("As a user, sudo runs the commands that need it and no other; when it refuses, nothing has changed")
    func sudo() async throws {
        try await StackFixture.with { stack in
            try stack.stack(Self.stackFile)
            try stack.fixture.write(
                "bin/sudo", "#!/bin/sh\necho \"$@\" >>\"$HOME/sudo.log\"\necho 'you may not' >&2\nexit 1\n", mode: 0o755
            )
            let outcome = try await run(
                stack,
                """
                chmod 755 . && chown -R 65534:65534 bin devstack.yaml .mozilla .
                sums >before
                as="setpriv --reuid=65534 --regid=65534 --clear-groups"
                PATH=$PWD/bin:$PATH $as $DEVSTACK certs trust --yes --store system || echo "status $?"
                sums | diff before -
                $as $DEVSTACK certs trust --yes --store nss
                $as $DEVSTACK certs untrust --yes
                sums | diff before -
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stderr.contains("T009") && outcome.stderr.contains("you may not"), "\(outcome.all)")
            let log = stack.fixture.read("sudo.log") ?? ""
            #expect(log.hasPrefix("install -m 644 -T ") && log.split(separator: "\n").count == 1, "\(log)")
        }
    }

    @Test("An authority that may certify any name is refused unless that is asked for")
    func unconstrained() async throws {
        try await StackFixture.with { stack in
            try stack.stack("authority: {certificate: own.pem, key: own.key}\n" + Self.stackFile)
            let outcome = try await run(
                stack,
                """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=own -keyout own.key -out own.pem 2>/dev/null
                chmod 600 own.key
                sums >before
                $DEVSTACK certs trust --yes || echo "status $?"
                sums | diff before -
                $DEVSTACK certs trust --yes --any-name
                $DEVSTACK certs untrust --yes
                sums | diff before -
                """)
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.stdout.contains("status 3") && outcome.stderr.contains("T003"), "\(outcome.all)")
            #expect(outcome.stdout.contains("any name in the world"), "\(outcome.all)")
        }
    }
}
