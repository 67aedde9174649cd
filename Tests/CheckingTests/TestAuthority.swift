import TLS
import Testbed

/// A certificate authority that the `openssl` command keeps in a fixture's folder.
struct TestAuthority {
    let fixture: Fixture
    let pem: [UInt8]

    init(in fixture: Fixture, name: String = "test authority") async throws {
        self.fixture = fixture
        try fixture.write(
            "ca.cnf",
            """
            [ca]
            default_ca = local
            [local]
            new_certs_dir = .
            database = index.txt
            rand_serial = yes
            default_md = sha256
            policy = any
            copy_extensions = copy
            unique_subject = no
            [any]
            commonName = supplied
            """)
        try fixture.write("index.txt", "")
        try await Self.openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 30",
            ["-subj", "/CN=\(name)", "-addext", "keyUsage=critical,keyCertSign"], in: fixture)
        pem = Array((fixture.read("ca.pem") ?? "").utf8)
    }

    /// A leaf for these names; days are counted from now, and the first may be negative.
    func identity(
        for names: String = "DNS:localhost,IP:127.0.0.1", from start: String = "20260101000000Z",
        until end: String = "20360101000000Z"
    ) async throws -> SingleIdentity {
        try await Self.openssl(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout leaf.key -out leaf.csr",
            ["-subj", "/CN=leaf", "-addext", "subjectAltName=\(names)"], in: fixture)
        try await Self.openssl(
            "ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in leaf.csr -out leaf.pem -notext",
            ["-startdate", start, "-enddate", end], in: fixture)
        return try Self.load("leaf", in: fixture)
    }

    /// A certificate that is its own issuer.
    static func selfSigned(in fixture: Fixture) async throws -> SingleIdentity {
        try await openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout own.key -out own.pem -days 30",
            ["-subj", "/CN=on its own", "-addext", "subjectAltName=DNS:localhost"], in: fixture)
        return try load("own", in: fixture)
    }

    private static func load(_ name: String, in fixture: Fixture) throws -> SingleIdentity {
        let chain = Array((fixture.read("\(name).pem") ?? "").utf8)
        let key = Array((fixture.read("\(name).key") ?? "").utf8)
        return SingleIdentity(identity: try TLSServerIdentity(chainPEM: chain, keyPEM: key))
    }

    private static func openssl(_ words: String, _ arguments: [String], in fixture: Fixture) async throws {
        let line = ["openssl"] + words.split(separator: " ").map(String.init) + arguments
        let outcome = await (try RunningProgram(line, in: fixture)).ended()
        guard outcome.status == 0 else { throw TestbedError("\(words): \(outcome.all)") }
    }
}
