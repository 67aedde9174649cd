import Glibc
import Testbed
import Testing

/// Certificates that are broken, locked away or out of date; none is ever lost.
@Suite(.timeLimit(.minutes(1)))
struct CertificateTroubleTests {
    /// Runs check once, so that certificates are there; gives the names and bytes of all files in `certs`.
    private func prepared(_ stack: StackFixture, port: UInt16) async throws -> [String: String] {
        try stack.site(port: port)
        let outcome = try await stack.run("check")
        try #require(outcome.status == 0, "\(outcome.all)")
        return files(stack)
    }

    private func files(_ stack: StackFixture) -> [String: String] {
        let names = namesInFolder(stack.fixture.path("certs")).filter { $0.hasSuffix(".pem") || $0.hasSuffix(".key") }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, stack.fixture.read("certs/\($0)") ?? "") })
    }

    @Test("The second run keeps every certificate; keys are 0600")
    func keeps() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let before = try await prepared(stack, port: port)
            #expect(before.keys.sorted() == ["ca.key", "ca.pem", "localhost.key", "localhost.pem"])
            for name in ["ca.key", "localhost.key"] {
                var status = stat()
                #expect(stat(stack.fixture.path("certs/\(name)"), &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600)
            }
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(files(stack) == before)
        }
    }

    @Test(
        "A leaf that is corrupt, or whose key does not match, is made anew and said",
        arguments: ["corrupt", "mismatch"])
    func heals(trouble: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            let before = try await prepared(stack, port: port)
            if trouble == "corrupt" {
                try stack.fixture.write(
                    "certs/localhost.pem", "-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n")
            } else {
                let key = try await stack.program(
                    "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
                try stack.fixture.write("certs/localhost.key", key.stdout, mode: 0o600)
            }
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
            #expect(outcome.all.contains("localhost"), "\(outcome.all)")
            #expect(files(stack)["ca.pem"] == before["ca.pem"])
            let verdict = try await stack.program(
                "openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "certs/ca.pem",
                "certs/localhost.pem")
            #expect(verdict.status == 0, "\(verdict.all)")
        }
    }

    @Test(
        "An authority that is corrupt, or whose key is another's, is an error that changes nothing",
        arguments: ["ca.pem", "ca.key"])
    func brokenAuthority(name: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            _ = try await prepared(stack, port: port)
            if name == "ca.key" {
                let key = try await stack.program(
                    "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
                try stack.fixture.write("certs/ca.key", key.stdout, mode: 0o600)
            } else {
                try stack.fixture.write("certs/ca.pem", "nonsense\n")
            }
            let before = files(stack)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 3, "\(outcome.all)")
            #expect(outcome.all.contains(name), "\(outcome.all)")
            #expect(outcome.all.contains("--renew-authority"), "\(outcome.all)")
            #expect(files(stack) == before)
            let renewed = try await stack.run("certs", "--renew-authority")
            #expect(renewed.status == 0, "\(renewed.all)")
            let healed = try await stack.run("check")
            #expect(healed.status == 0, "\(healed.all)")
        }
    }

    @Test(
        "An expired leaf is renewed; an expired authority is an error with its remedy",
        arguments: ["leaf", "authority"])
    func expired(what: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.site(port: port)
            // openssl(1) makes what devstack never would: a chain that is long past.
            try stack.fixture.write("certs/.keep", "")
            try stack.fixture.write("ca.cnf", Self.authorityConfiguration)
            let made = try await stack.program("sh", "-c", Self.expiredChain(what))
            try #require(made.status == 0, "\(made.all)")
            let before = files(stack)
            let outcome = try await stack.run("check")
            if what == "leaf" {
                #expect(outcome.status == 0, "\(outcome.all)")
                #expect(files(stack)["localhost.key"] == before["localhost.key"])
                #expect(files(stack)["localhost.pem"] != before["localhost.pem"])
                #expect(files(stack)["ca.pem"] == before["ca.pem"])
            } else {
                #expect(outcome.status == 3, "\(outcome.all)")
                #expect(outcome.all.contains("--renew-authority"), "\(outcome.all)")
                #expect(files(stack) == before)
            }
        }
    }

    private static let authorityConfiguration = """
        [ca]
        default_ca = own
        [own]
        database = index.txt
        serial = serial
        new_certs_dir = .
        certificate = certs/ca.pem
        private_key = certs/ca.key
        default_md = sha256
        policy = any
        copy_extensions = none
        [any]
        commonName = optional
        organizationName = optional
        [authority]
        basicConstraints = critical,CA:TRUE,pathlen:0
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        extendedKeyUsage = serverAuth,clientAuth
        nameConstraints = critical,permitted;DNS:localhost,permitted;DNS:test,permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        [leaf]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = serverAuth
        subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid

        """

    /// A chain in `certs` of which the leaf alone, or all, ended in 2021.
    private static func expiredChain(_ what: String) -> String {
        let authorityDates =
            what == "authority"
            ? "-startdate 20200101000000Z -enddate 20210101000000Z"
            : "-startdate 20200101000000Z -enddate 20400101000000Z"
        return """
            set -e
            touch index.txt; echo 01 > serial; printf 'unique_subject = no\\n' > index.txt.attr
            for name in ca localhost; do
              openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out certs/$name.key; chmod 600 certs/$name.key
            done
            openssl req -new -key certs/ca.key -subj "/O=devstack/CN=old authority" -out ca.csr
            openssl ca -config ca.cnf -batch -selfsign -keyfile certs/ca.key -in ca.csr -notext -out certs/ca.pem -extensions authority \(authorityDates)
            openssl req -new -key certs/localhost.key -subj "/CN=localhost" -out leaf.csr
            openssl ca -config ca.cnf -batch -in leaf.csr -notext -out certs/localhost.pem -extensions leaf -startdate 20200601000000Z -enddate 20201201000000Z
            """
    }

    @Test(
        "Without root: an unreadable key and a read-only folder are errors that name the path",
        .enabled(if: getuid() == 0, "the test becomes another user, which only root can"),
        arguments: ["unreadable", "read-only"])
    func permissions(trouble: String) async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            _ = try await prepared(stack, port: port)
            let before = files(stack)
            let command =
                trouble == "unreadable"
                ? "chown -R 65534 . && chown 0 certs/localhost.key"
                : "rm certs/localhost.pem && chown -R 65534 . && chmod 555 certs"
            _ = try await stack.program("sh", "-c", command)
            let outcome = try await stack.program(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", StackFixture.binary, "check")
            #expect(outcome.status == 3, "\(outcome.all)")
            #expect(outcome.all.contains(trouble == "unreadable" ? "localhost.key" : "certs"), "\(outcome.all)")
            #expect(outcome.all.contains("ermission"), "\(outcome.all)")
            #expect(files(stack).allSatisfy { before[$0.key] == $0.value })
        }
    }
}
