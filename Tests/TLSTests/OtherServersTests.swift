import NIOCore
import NIOPosix
import StackModel
import Testing

@testable import TLS

/// The client's handler and the servers that people have.
@Suite(.timeLimit(.minutes(1))) struct OtherServersTests {
    /// Runs `openssl s_server` over the usual leaf, on a port of its own choice.
    private func withServer<Result>(
        _ world: World, _ more: [String] = [], _ body: (Int, Tool) async throws -> Result
    ) async throws -> Result {
        try await Folder.with { folder in
            let certificate = try folder.write("leaf.pem", world.leaf.certificatePEM)
            let key = try folder.write("leaf.key", world.leaf.keyPEM)
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            let arguments =
                // Some of what it says would be held back on its way to anything but a terminal.
                ["stdbuf", "-oL", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key]
                + ["-CAfile", authority] + more
            return try await Tool.with(arguments) { server in
                let output = await server.output(with: "ACCEPT 127.0.0.1:")
                // "ACCEPT 127.0.0.1:40123"
                let end = try #require(output.firstRange(of: "ACCEPT 127.0.0.1:")).upperBound
                return try await body(try #require(Int(output[end...].prefix { $0.isNumber })), server)
            }
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `openssl s_server is verified and talked to`(version: TLSVersion) async throws {
        let world = try World.usual.get()
        try await withServer(world, ["-rev", "-alpn", "http/1.1"]) { port, _ in
            let context = try world.client(minimumVersion: version, maximumVersion: version)
            let probe = try await Probe(port: port, context: context, send: ByteBuffer(string: "straw\n"), wanted: 6)
            #expect(probe.handshake?.version == "TLSv\(version.rawValue)")
            #expect(probe.handshake?.applicationProtocol == "http/1.1")
            #expect(probe.text == "warts\n")
            #expect(probe.failure == nil)
        }
    }

    @Test func `openssl s_server changes keys`() async throws {
        let world = try World.usual.get()
        try await withServer(world) { port, server in
            async let probe = Probe(port: port, context: world.client(), send: ByteBuffer(string: "hello\n"), wanted: 5)
            await server.output(with: "hello")
            // What comes together with a command is lost, so that each one is waited for.
            for (command, count) in [("k\n", 1), ("K\n", 2)] {
                server.send(command)
                await server.output { $0.occurrences(of: "SSL_do_handshake -> 1") == count }
            }
            server.send("last\n")
            let heard = try await probe
            #expect(heard.text == "last\n")
            #expect(heard.failure == nil)
        }
    }

    @Test(arguments: [
        (["-tls1_2"], TLSVersion.tls13, TLSVersion.tls13, FailureReason.protocolVersion, "(70)"),
        (["-tls1_3"], .tls12, .tls12, .protocolVersion, "(70)"),
        (["-tls1_2", "-cipher", "NULL-SHA256:@SECLEVEL=0"], .tls12, .tls12, .noSharedCipher, "(40)"),
        (["-tls1_2", "-Verify", "1"], .tls12, .tls12, .noClientCertificate, "(40)"),
        (["-tls1_3", "-Verify", "1", "-verify_return_error"], .tls13, .tls13, .noClientCertificate, "(116)"),
    ])
    func `openssl s_server refuses, and the alert gives the reason`(
        arguments: [String], minimum: TLSVersion, maximum: TLSVersion, expected: FailureReason, number: String
    ) async throws {
        let world = try World.usual.get()
        try await withServer(world, arguments) { port, _ in
            let probe = try await Probe(
                port: port, context: world.client(minimumVersion: minimum, maximumVersion: maximum))
            let failure = try #require(probe.failure)
            #expect(failure.reason == expected)
            #expect(failure.detail.hasSuffix(number), "\(failure.detail)")
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `a client's certificate is taken from the authority, and refused from a stranger`(
        version: TLSVersion
    ) async throws {
        let world = try World.usual.get()
        let recipe = Recipe(subject: "client", names: nil, extendedUsage: "clientAuth")
        let known = try Credentials(recipe, by: world.authority)
        let strange = try Credentials(recipe, by: Credentials(.authority("somebody else")))
        try await withServer(world, ["-Verify", "1", "-verify_return_error", "-rev"]) { port, _ in
            for (credentials, expected) in [(known, nil), (strange, FailureReason.clientCertificateRefused)] {
                let context = try TLSClientContext(
                    trust: .authority(pem: world.authority.certificatePEM), minimumVersion: version,
                    maximumVersion: version,
                    certificate: ClientIdentity(chainPEM: credentials.certificatePEM, keyPEM: credentials.keyPEM))
                let probe = try await Probe(port: port, context: context, send: ByteBuffer(string: "on\n"), wanted: 3)
                #expect(probe.failure?.reason == expected)
                #expect(probe.text == (expected == nil ? "no\n" : ""))
            }
        }
    }

    @Test func `a server's key that is too weak is refused`() async throws {
        let world = try World(leaf: Recipe().with(\.key, .rsa(bits: 1024)))
        try await withServer(world, ["-cipher", "DEFAULT:@SECLEVEL=0"]) { port, _ in
            let probe = try await Probe(port: port, context: world.client())
            #expect(probe.failure?.reason == .weak)
            #expect(probe.failure?.detail.hasSuffix("(66)") == true)
        }
    }

    /// What a plain server of a few lines says, and what the client makes of it.
    @Test(arguments: [
        ("c.sendall(b'HTTP/1.1 400 Bad Request\\r\\n\\r\\n')", FailureReason.notTLS), ("pass", .closed),
        ("c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))", .reset),
        ("c.recv(1)", .timeout),
    ])
    func `a server that speaks no TLS is told apart`(words: String, expected: FailureReason) async throws {
        let script = """
            import socket, struct
            s = socket.create_server(("127.0.0.1", 0))
            print(s.getsockname()[1], flush=True)
            c = s.accept()[0]
            while len(c.recv(4096, socket.MSG_PEEK)) < 100: pass
            c.recv(65536)
            \(words)
            c.close()
            """
        try await Tool.with(["python3", "-u", "-c", script]) { server in
            let output = await server.output(with: "\n")
            let port = try #require(Int(output.prefix { $0.isNumber }))
            let probe = try await Probe(
                port: port, context: World.usual.get().client(),
                timeout: .milliseconds(expected == .timeout ? 300 : 9_000))
            #expect(probe.failure?.reason == expected)
        }
    }

    @Test(arguments: [("c.unwrap()", nil), ("pass", FailureReason.truncated)])
    func `Python's server ends with close_notify, or without`(ending: String, expected: FailureReason?) async throws {
        let world = try World.usual.get()
        try await Folder.with { folder in
            let certificate = try folder.write("leaf.pem", world.leaf.certificatePEM)
            let key = try folder.write("leaf.key", world.leaf.keyPEM)
            let script = """
                import socket, ssl, sys
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(sys.argv[1], sys.argv[2])
                s = socket.create_server(("127.0.0.1", 0))
                print(s.getsockname()[1], flush=True)
                c = context.wrap_socket(s.accept()[0], server_side=True)
                c.sendall(b"good day")
                \(ending)
                c.close()
                """
            try await Tool.with(["python3", "-u", "-c", script, certificate, key]) { server in
                let output = await server.output(with: "\n")
                let port = try #require(Int(output.prefix { $0.isNumber }), "\(output)")
                let probe = try await Probe(port: port, context: world.client())
                #expect(probe.text == "good day")
                #expect(probe.failure?.reason == expected)
            }
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `32 MiB come back byte for byte from the echo`(version: TLSVersion) async throws {
        let world = try World.usual.get()
        let bytes = ByteBuffer(bytes: Pattern.bytes(32 << 20))
        try await Listener.with(Identities(world.identity())) { listener in
            let probe = try await Probe(
                port: listener.port, context: world.client(minimumVersion: version, maximumVersion: version),
                send: bytes, wanted: bytes.readableBytes)
            #expect(probe.received == bytes)
            #expect(probe.failure == nil)
        }
    }
}
