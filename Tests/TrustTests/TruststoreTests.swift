import Linux
import Testbed
import Testing

@testable import Trust

/// Truststores that Java made, and those that are made for it.
@Suite(.timeLimit(.minutes(1))) struct TruststoreTests {
    /// A certificate in `NAME.pem`, and its DER.
    private func certificate(_ name: String, in fixture: Fixture) async throws -> [UInt8] {
        let made = try await RunningProgram(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).pem",
            ], in: fixture
        ).ended()
        try #require(made.status == 0, "\(made.all)")
        return try #require(PEM.certificates(in: try WholeFile.read(fixture.path("\(name).pem"))).first)
    }

    @Test func whatIsWrittenIsReadAgain() async throws {
        try await Fixture.with { fixture in
            let certificates = [try await certificate("one", in: fixture), try await certificate("two", in: fixture)]
            let truststore = PKCS12.truststore(certificates)
            #expect(Truststore.certificates(in: truststore, password: "") == certificates)
            #expect(Truststore.certificates(in: truststore, password: "any") == certificates)
            #expect(PKCS12.truststore(certificates) == truststore)
            #expect(Truststore.certificates(in: PKCS12.truststore([]), password: "") == [])
        }
    }

    @Test("keytool's stores are read, in its first format and in PKCS #12", arguments: ["JKS", "PKCS12"])
    func keytool(type: String) async throws {
        try await Fixture.with { fixture in
            guard try await RunningProgram(["sh", "-c", "command -v keytool"], in: fixture).ended().status == 0 else {
                print("skipped: there is no keytool")
                return
            }
            let certificates = [try await certificate("one", in: fixture), try await certificate("two", in: fixture)]
            for name in ["one", "two"] {
                let made = try await RunningProgram(
                    [
                        "keytool", "-importcert", "-noprompt", "-alias", name, "-file", "\(name).pem", "-keystore",
                        "store", "-storetype", type, "-storepass", "changeit",
                    ], in: fixture
                ).ended()
                try #require(made.status == 0, "\(made.all)")
            }
            let bytes = try WholeFile.read(fixture.path("store"))
            let read = try #require(Truststore.certificates(in: bytes, password: "changeit"))
            #expect(Set(read) == Set(certificates))
            if type == "PKCS12" { #expect(Truststore.certificates(in: bytes, password: "wrong") == nil) }
            // Cut short anywhere, it is refused and never half read.
            let cuts = stride(from: 0, to: bytes.count, by: 13).filter { count in
                Truststore.certificates(in: Array(bytes.prefix(count)), password: "changeit") != nil
            }
            #expect(cuts == [])
        }
    }

    @Test func keytoolReadsWhatIsWritten() async throws {
        try await Fixture.with { fixture in
            guard try await RunningProgram(["sh", "-c", "command -v keytool"], in: fixture).ended().status == 0 else {
                print("skipped: there is no keytool")
                return
            }
            _ = try await certificate("one", in: fixture)
            let one = PEM.certificates(in: try WholeFile.read(fixture.path("one.pem")))
            try StateFile.write(PKCS12.truststore(one), as: "store.p12", in: fixture.folder)
            let listed = try await RunningProgram(
                ["keytool", "-list", "-keystore", "store.p12", "-storepass", "changeit"], in: fixture
            ).ended()
            #expect(listed.status == 0 && listed.stdout.contains("trustedCertEntry"), "\(listed.all)")
        }
    }
}
