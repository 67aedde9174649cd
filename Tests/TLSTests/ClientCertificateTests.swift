import NIOCore
import StackModel
import Testing

@testable import TLS

/// A server that asks its clients for a certificate, and our own client.
@Suite struct ClientCertificateTests {
    private static let recipe = Recipe(subject: "client", names: nil, extendedUsage: "clientAuth")

    private static func pair(
        _ version: TLSVersion, showing credentials: Credentials?, source: (any TLSIdentitySource)? = nil
    ) throws -> Pair {
        let world = try World.usual.get()
        let client = try TLSClientContext(
            trust: .authority(pem: world.authority.certificatePEM), minimumVersion: version, maximumVersion: version,
            certificate: credentials.map { ClientIdentity(chainPEM: $0.certificatePEM, keyPEM: $0.keyPEM) })
        return try Pair(client: client, source: source ?? Identities(world.askingIdentity()))
    }

    @Test(arguments: TLSVersion.allCases)
    func `a certificate of the authority's for clients is taken, and seen`(version: TLSVersion) throws {
        let shown = try Credentials(Self.recipe, by: World.usual.get().authority)
        let pair = try Self.pair(version, showing: shown)
        try pair.handshake()
        pair.client.write("question")
        try pair.shuttle()
        #expect(pair.server.recorder.handshakes.first?.chain.map(\.subject) == ["CN=client"])
        #expect(pair.client.recorder.handshakes.first?.isCertificateRequested == true)
        #expect(pair.server.recorder.text == "question")
    }

    @Test(arguments: TLSVersion.allCases)
    func `a client without one is refused, and both know why`(version: TLSVersion) throws {
        let pair = try Self.pair(version, showing: nil)
        try pair.handshake()
        #expect(pair.server.recorder.story.first == "no_client_certificate")
        let refusal = try #require(pair.server.recorder.failures.first)
        #expect(refusal.detail == "peer did not return a certificate (199)" && refusal.chain.isEmpty)
        let failure = try #require(pair.client.recorder.failures.first)
        #expect(failure.reason == .noClientCertificate)
        // certificate_required, or handshake_failure before there was that (RFC 8446, section 6).
        #expect(failure.detail.hasSuffix(version == .tls13 ? "(116)" : "(40)"), "\(failure.detail)")
        #expect(pair.client.recorder.handshakes.count == (version == .tls13 ? 1 : 0))
        #expect(!pair.server.channel.isActive && !pair.client.channel.isActive)
    }

    /// What is wrong with a client's certificate, the server's verdict, and the alert that the client gets.
    private static let faults: [(Recipe, isStrange: Bool, FailureReason, Int32)] = [
        (recipe.with(\.validUntil, -60), false, .expired, 45),
        (recipe.with(\.validFrom, 3600), false, .notYetValid, 42),
        (recipe.with(\.extendedUsage, "serverAuth"), false, .wrongUsage, 43),
        (recipe.with(\.isForged, true), false, .badSignature, 51), (recipe, true, .untrustedIssuer, 48),
    ]

    @Test(arguments: faults.indices, TLSVersion.allCases)
    func `a fault of it has its reason on the server, and an alert on the client`(
        index: Int, version: TLSVersion
    ) throws {
        let (recipe, isStrange, reason, alert) = Self.faults[index]
        let issuer = isStrange ? try Credentials(.authority("stranger")) : try World.usual.get().authority
        let pair = try Self.pair(version, showing: Credentials(recipe, by: issuer))
        try pair.handshake()
        let refusal = try #require(pair.server.recorder.failures.first)
        #expect(refusal.reason == reason && refusal.chain.map(\.subject) == ["CN=client"])
        let failure = try #require(pair.client.recorder.failures.first)
        #expect(failure.reason == .clientCertificateRefused)
        #expect(failure.detail.hasSuffix("(\(alert))"), "\(failure.detail)")
        #expect(pair.server.recorder.handshakes.isEmpty)
    }

    @Test func `what a client sends behind its certificate does not cut off the alert`() throws {
        let pair = try Self.pair(.tls13, showing: nil)
        pair.connect()
        pair.server.receive(try pair.client.sent())
        pair.client.receive(try pair.server.sent())
        let finished = try pair.client.sent()
        pair.client.write("request")
        let request = try pair.client.sent()
        pair.server.receive(finished)
        // Above it is over, and the close that follows is held.
        #expect(pair.server.recorder.failures.map(\.reason) == [.noClientCertificate])
        pair.server.channel.close(promise: nil)
        #expect(pair.server.channel.isActive)
        pair.server.receive(request)
        #expect(pair.server.channel.isActive && pair.server.recorder.received.readableBytes == 0)
        pair.client.receive(try pair.server.sent())
        #expect(pair.client.recorder.failures.map(\.reason) == [.noClientCertificate])
        pair.server.wire.drop()
        #expect(!pair.server.channel.isActive)
    }

    @Test func `a refused client that stays is left after a second`() throws {
        let pair = try Self.pair(.tls13, showing: nil)
        pair.connect()
        pair.server.receive(try pair.client.sent())
        pair.client.receive(try pair.server.sent())
        pair.server.receive(try pair.client.sent())
        pair.server.channel.embeddedEventLoop.advanceTime(by: .milliseconds(999))
        #expect(pair.server.channel.isActive)
        pair.server.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!pair.server.channel.isActive)
    }

    @Test func `whoever asks for the end twice gets it`() throws {
        let pair = try Self.pair(.tls13, showing: nil)
        pair.connect()
        pair.server.receive(try pair.client.sent())
        pair.client.receive(try pair.server.sent())
        pair.server.receive(try pair.client.sent())
        var isClosed = false
        pair.server.channel.close().assumeIsolated().whenComplete { _ in isClosed = true }
        #expect(!isClosed)
        pair.server.channel.close(promise: nil)
        #expect(isClosed && !pair.server.channel.isActive)
    }

    @Test(arguments: TLSVersion.allCases)
    func `an identity that asks is not got round by the name of one that does not`(version: TLSVersion) throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity(), byName: ["localhost": world.askingIdentity()])
        let pair = try Self.pair(version, showing: nil, source: source)
        try pair.handshake()
        #expect(pair.server.recorder.failures.map(\.reason) == [.noClientCertificate])
    }

    @Test func `an authority that is none is told apart`() throws {
        let leaf = try World.usual.get().leaf
        let error = #expect(throws: TLSConfigurationError.self) {
            try TLSServerIdentity(
                chainPEM: leaf.certificatePEM, keyPEM: leaf.keyPEM, clientAuthorityPEM: Array("nothing".utf8))
        }
        #expect(error?.part == .clientAuthority)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["-tls1_2", "-tls1_3"])
    func `nobody comes back with a ticket and without a certificate`(version: String) async throws {
        let world = try World.usual.get()
        let shown = try Credentials(Self.recipe, by: world.authority)
        let source = try Identities(world.identity())
        try await Folder.with { folder in
            let certificate = try folder.write("client.pem", shown.certificatePEM)
            let key = try folder.write("client.key", shown.keyPEM)
            try await Listener.with(source, .http) { listener in
                func connect(_ more: [String]) async throws -> String {
                    let arguments = ["openssl", "s_client", "-connect", "127.0.0.1:\(listener.port)", version] + more
                    return try await Tool.with(arguments) { client in
                        client.send("GET / HTTP/1.1\r\n\r\n")
                        await client.output(with: "hello\n")
                        client.send("Q\n")
                        return await client.ended().output
                    }
                }
                let ticket = "\(folder.path)/ticket"
                let before = try await connect(["-sess_out", ticket])
                #expect(before.contains("hello\n") && before.contains("session ticket"), "\(before)")
                source.replace(with: try world.askingIdentity())
                let without = try await connect(["-sess_in", ticket])
                #expect(!without.contains("hello\n") && !without.contains("Reused"), "\(without)")
                #expect(listener.notes.failures.map(\.reason) == [.noClientCertificate])
                let with = try await connect(["-cert", certificate, "-key", key])
                #expect(with.contains("hello\n") && with.contains("CN = test authority"), "\(with)")
                #expect(!with.contains("session ticket"))
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["TLSv1_2", "TLSv1_3"])
    func `Python is served with a certificate, and told what is missing without`(version: String) async throws {
        let world = try World.usual.get()
        let shown = try Credentials(Self.recipe, by: world.authority)
        let script = """
            import socket, ssl, sys
            context = ssl.create_default_context(cafile=sys.argv[2])
            context.minimum_version = context.maximum_version = ssl.TLSVersion.\(version)
            if len(sys.argv) > 3: context.load_cert_chain(sys.argv[3], sys.argv[4])
            try:
                with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
                    with context.wrap_socket(plain, server_hostname="localhost") as tls:
                        tls.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n")
                        print(tls.recv(4096).decode())
            except ssl.SSLError as error:
                print(error.reason)
            """
        try await Folder.with { folder in
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            let pair = try [
                folder.write("client.pem", shown.certificatePEM), folder.write("client.key", shown.keyPEM),
            ]
            try await Listener.with(Identities(world.askingIdentity()), .http) { listener in
                let arguments = ["python3", "-c", script, "\(listener.port)", authority]
                let served = try await Tool.run(arguments + pair)
                #expect(served.output.contains("hello"))
                let missing =
                    version == "TLSv1_3" ? "TLSV13_ALERT_CERTIFICATE_REQUIRED\n" : "SSLV3_ALERT_HANDSHAKE_FAILURE\n"
                // Each one comes to the alert, whatever it has sent by then.
                for _ in 0..<3 {
                    let refused = try await Tool.run(arguments)
                    #expect(refused.output == missing)
                }
            }
        }
    }
}

extension World {
    /// Takes clients of its own authority only.
    fileprivate func askingIdentity() throws -> TLSServerIdentity {
        try TLSServerIdentity(
            chainPEM: leaf.certificatePEM, keyPEM: leaf.keyPEM, clientAuthorityPEM: authority.certificatePEM)
    }
}
