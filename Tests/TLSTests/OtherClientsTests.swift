import NIOCore
import StackModel
import Testing

@testable import TLS

/// The server's handler and the clients that people have.
@Suite(.timeLimit(.minutes(1))) struct OtherClientsTests {
    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `openssl s_client verifies and talks`(version: String) async throws {
        let world = try World.usual.get()
        try await Folder.with { folder in
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            try await Listener.with(Identities(world.identity())) { listener in
                let arguments = [
                    "openssl", "s_client", "-connect", "127.0.0.1:\(listener.port)", version, "-CAfile", authority,
                    "-servername", "localhost", "-verify_hostname", "localhost", "-verify_return_error", "-alpn",
                    "http/1.1", "-x509_strict", "-purpose", "sslserver",
                ]
                try await Tool.with(arguments) { client in
                    client.send("one\n")
                    let output = await client.output(with: "\none\n")
                    #expect(output.contains("Verification: OK"))
                    #expect(output.contains("ALPN protocol: http/1.1"))
                    #expect(output.contains("Verified peername: localhost"))
                    client.send("Q\n")
                    #expect(await client.ended().status == 0)
                }
                #expect(listener.notes.failures == [])
            }
        }
    }

    @Test func `openssl s_client changes keys, its own and both`() async throws {
        try await Listener.with(Identities(World.usual.get().identity())) { listener in
            try await Tool.with(["openssl", "s_client", "-connect", "127.0.0.1:\(listener.port)", "-tls1_3"]) {
                client in
                for (command, word) in [("", "none"), ("k\n", "own"), ("K\n", "both"), ("K\n", "again")] {
                    // What comes together with a command is lost.
                    let updates = await client.output(with: "").occurrences(of: "KEYUPDATE")
                    if !command.isEmpty {
                        client.send(command)
                        await client.output { $0.occurrences(of: "KEYUPDATE") > updates }
                    }
                    client.send("\(word)\n")
                    #expect(await client.output(with: "\n\(word)\n").contains("\n\(word)\n"))
                }
            }
            #expect(listener.notes.failures == [])
        }
    }

    @Test func `openssl s_client cannot renegotiate`() async throws {
        try await Listener.with(Identities(World.usual.get().identity())) { listener in
            try await Tool.with(["openssl", "s_client", "-connect", "127.0.0.1:\(listener.port)", "-tls1_2"]) {
                client in
                client.send("one\n")
                await client.output(with: "\none\n")
                client.send("R\n")
                let output = await client.ended().output
                #expect(output.contains("no renegotiation"))
            }
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a ticket is good until the certificate is renewed`(version: String) async throws {
        let world = try World.usual.get()
        let source = try Identities(world.identity())
        try await Folder.with { folder in
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
                #expect(try await connect(["-sess_out", ticket]).contains("New, TLS"))
                #expect(try await connect(["-sess_in", ticket, "-sess_out", ticket]).contains("Reused, TLS"))
                source.replace(with: try Credentials(Recipe(subject: "renewed"), by: world.authority).identity())
                let afterwards = try await connect(["-sess_in", ticket])
                #expect(afterwards.contains("New, TLS"))
                #expect(afterwards.contains("subject=CN = renewed"))
            }
        }
    }

    @Test func `a ticket of one name is no good for another`() async throws {
        let world = try World.usual.get()
        let other = try Credentials(Recipe(subject: "other", names: "DNS:api.test"), by: world.authority)
        let source = try Identities(world.identity(), byName: ["api.test": other.identity()])
        try await Folder.with { folder in
            try await Listener.with(source, .http) { listener in
                let ticket = "\(folder.path)/ticket"
                for (name, option) in [("localhost", "-sess_out"), ("api.test", "-sess_in")] {
                    let arguments = [
                        "openssl", "s_client", "-connect", "127.0.0.1:\(listener.port)", "-servername", name, option,
                        ticket,
                    ]
                    let output = try await Tool.with(arguments) { client in
                        client.send("GET / HTTP/1.1\r\n\r\n")
                        await client.output(with: "hello\n")
                        client.send("Q\n")
                        return await client.ended().output
                    }
                    #expect(output.contains("New, TLS"))
                    #expect(output.contains("subject=CN = \(name == "api.test" ? "other" : "leaf")"))
                }
            }
        }
    }

    @Test(arguments: [("localhost", true), ("127.0.0.1", true), ("wrong.localhost", false)])
    func `curl takes the certificate for its own names`(host: String, isTaken: Bool) async throws {
        let world = try World.usual.get()
        try await Folder.with { folder in
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            try await Listener.with(Identities(world.identity()), .http) { listener in
                let (status, output) = try await Tool.run([
                    "curl", "--silent", "--show-error", "--cacert", authority, "--connect-to",
                    "\(host):\(listener.port):127.0.0.1:\(listener.port)", "https://\(host):\(listener.port)/",
                ])
                // 60: the peer's certificate was not taken (curl(1), exit codes).
                #expect(status == (isTaken ? 0 : 60))
                if isTaken { #expect(output == "hello\n") }
            }
        }
    }

    @Test func `curl without the authority refuses, and the server is told why`() async throws {
        try await Listener.with(Identities(World.usual.get().identity()), .http) { listener in
            let (status, _) = try await Tool.run(["curl", "--silent", "https://localhost:\(listener.port)/"])
            #expect(status == 60)
            #expect(await listener.notes.failure()?.reason == .untrustedIssuer)
        }
    }

    @Test func `curl over plain HTTP is told apart`() async throws {
        try await Listener.with(Identities(World.usual.get().identity()), .http) { listener in
            let (status, _) = try await Tool.run(["curl", "--silent", "http://127.0.0.1:\(listener.port)/"])
            #expect(status != 0)
            #expect(await listener.notes.failure()?.reason == .notTLS)
        }
    }

    @Test(arguments: ["TLSv1_2", "TLSv1_3"])
    func `Python verifies, and is sent 32 MiB byte for byte`(version: String) async throws {
        let world = try World.usual.get()
        let count = 32 << 20
        try await Folder.with { folder in
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            let expected = try folder.write("expected", Pattern.bytes(count))
            let script = """
                import socket, ssl, sys
                context = ssl.create_default_context(cafile=sys.argv[2])
                context.minimum_version = context.maximum_version = ssl.TLSVersion.\(version)
                with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
                    with context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False) as tls:
                        received = bytearray()
                        while part := tls.recv(1 << 20):
                            received += part
                assert received == open(sys.argv[3], "rb").read(), len(received)
                """
            try await Listener.with(Identities(world.identity()), .flood(bytes: count)) { listener in
                let (status, output) = try await Tool.run(
                    ["python3", "-c", script, "\(listener.port)", authority, expected])
                #expect(status == 0, "\(output)")
            }
        }
    }

    @Test func `Python sends one byte at a time`() async throws {
        let world = try World.usual.get()
        try await Folder.with { folder in
            let authority = try folder.write("ca.pem", world.authority.certificatePEM)
            let script = """
                import socket, ssl, sys
                context = ssl.create_default_context(cafile=sys.argv[2])
                incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
                tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
                plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                def run(call):
                    while True:
                        try:
                            result = call()
                        except ssl.SSLWantReadError:
                            result = None
                        for byte in outgoing.read():
                            plain.send(bytes([byte]))
                        if result is not None:
                            return result
                        byte = plain.recv(1)
                        assert byte
                        incoming.write(byte)
                run(lambda: tls.do_handshake() or True)
                run(lambda: tls.write(b"slowly"))
                assert run(lambda: tls.read(100)) == b"slowly"
                """
            try await Listener.with(Identities(world.identity()), timeout: .minutes(1)) { listener in
                let (status, output) = try await Tool.run(["python3", "-c", script, "\(listener.port)", authority])
                #expect(status == 0, "\(output)")
                #expect(listener.notes.failures == [])
            }
        }
    }

    @Test func `a client that stops in its hello is left after the time`() async throws {
        let script = """
            import socket, sys
            half = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            half.send(bytes([22, 3, 1, 2, 0, 1, 0]))
            assert half.recv(1) == b""
            """
        try await Listener.with(Identities(World.usual.get().identity()), timeout: .milliseconds(100)) { listener in
            let (status, output) = try await Tool.run(["python3", "-c", script, "\(listener.port)"])
            #expect(status == 0, "\(output)")
            #expect(await listener.notes.failure()?.reason == .timeout)
        }
    }

    /// With its socket's buffers full, nothing more is encrypted; with half-read ones neither.
    @Test func `a client that never reads costs no more than what was written for it`() async throws {
        let script = """
            import socket, ssl, sys
            context = ssl._create_unverified_context()
            plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            tls = context.wrap_socket(plain)
            print("connected", flush=True)
            sys.stdin.read()
            """
        let count = 64 << 20
        try await Listener.with(Identities(World.usual.get().identity()), .flood(bytes: count)) { listener in
            try await Tool.with(["python3", "-c", script, "\(listener.port)"]) { client in
                await client.output(with: "connected")
                let stalled = try await listener.notes.stall()
                #expect(stalled.plaintext > count / 2)
                #expect(stalled.ciphertext < 256 * 1024)
            }
        }
    }
}
