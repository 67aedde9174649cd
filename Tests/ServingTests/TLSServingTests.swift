import Glibc
import NIOPosix
import StackModel
import TLS
import Testing

@testable import Serving

@Suite(
    .timeLimit(.minutes(1)), .ownThreads,
    .enabled(
        if: access("/usr/bin/curl", X_OK) == 0 && access("/usr/bin/openssl", X_OK) == 0,
        "curl and openssl are not installed"))
struct TLSServingTests {
    private final class FixedIdentity: TLSIdentitySource {
        private let identity: TLSServerIdentity

        init(_ identity: TLSServerIdentity) {
            self.identity = identity
        }

        func identity(forServerName name: String?) -> TLSServerIdentity { identity }
    }

    private let folder: SiteFolder
    private let large = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 5) }

    init() throws {
        folder = try SiteFolder()
        try folder.write("site/motto.txt", "Start where you are.\n")
        try folder.write("site/large.bin", large)
    }

    private func withSecureSite(_ body: (UInt16, AccessLog) async throws -> Void) async throws {
        _ = try Program.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                folder.at("key.pem"),
                "-out", folder.at("chain.pem"), "-batch",
            ])
        let identity = try TLSServerIdentity(chainPEM: try content("chain.pem"), keyPEM: try content("key.pem"))
        let log = AccessLog()
        let server = BuiltInServer(
            configuration: ServerConfiguration(
                content: .files(FileSite(root: folder.at("site")), neverServe: []),
                sockets: [.bind(address: "127.0.0.1", port: 0)], tls: FixedIdentity(identity)),
            group: MultiThreadedEventLoopGroup.singleton, access: { log.add($0) })
        try await server.start()
        try await body(try #require(server.boundPorts.first), log)
        await server.stop(grace: .seconds(30))
    }

    private func content(_ name: String) throws -> [UInt8] {
        let file = try OpenFile(path: folder.at(name))
        let bytes = try file.bytes(upTo: Int(file.status.st_size), followedBy: 0)
        return withExtendedLifetime(bytes) { Array(bytes.shared.buffer.dropLast()) }
    }

    private func curl(_ arguments: String...) throws -> String {
        try Program.run(
            "/usr/bin/curl",
            ["--silent", "--show-error", "--max-time", "20", "--cacert", folder.at("chain.pem")] + arguments)
    }

    @Test func filesComeOverTLS() async throws {
        try await withSecureSite { port, log in
            let url = "https://localhost:\(port)"
            #expect(try curl("\(url)/motto.txt") == "Start where you are.\n")
            #expect(try curl("-r", "0-4", "-w", " %{http_code} %{http_version}", "\(url)/motto.txt") == "Start 206 1.1")
            // One connection, kept.
            let three = try curl(
                "\(url)/motto.txt", "\(url)/large.bin", "\(url)/motto.txt", "-o", folder.at("1"), "-o", folder.at("2"),
                "-o", folder.at("3"), "-w", "%{num_connects}")
            #expect(three == "100")
            #expect(try content("2") == large && content("3") == content("1"))
            #expect(try curl("-w", "%{http_code}", "-H", "Host: evil.test", "\(url)/motto.txt").hasSuffix("421"))
            #expect(log.all.count == 6 && log.all.allSatisfy { $0.peerAddress == "127.0.0.1" })
        }
    }

    @Test func plainHTTPIsToldThatThePortSpeaksTLS() async throws {
        try await withSecureSite { port, log in
            let client = try RawClient(port: port)
            try client.send("GET /motto.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let reply = try client.reply()
            #expect(reply.status == 400 && reply["content-type"] == "text/plain; charset=utf-8")
            #expect(reply.text == "This port speaks TLS: use https:// instead of http://\n")
            #expect(try client.rest().isEmpty)
            #expect(await log.first { $0.status == 0 }?.remark?.hasPrefix("TLS failed: not_tls") == true)

            // What is neither gets no answer that it could not read.
            let other = try RawClient(port: port)
            try other.send([0x80, 0x2E, 0x01, 0x00, 0x02, 0x00, 0x15])
            #expect(try !other.rest().starts(with: Array("HTTP".utf8)))
        }
    }

    @Test func aClientThatLeavesADownloadIsRecordedOnce() async throws {
        // More than the sockets hold.
        try #require(truncate(folder.at("site/large.bin"), 64 << 20) == 0)
        try await withSecureSite { port, log in
            // It cannot write, and so leaves.
            let output = try curl(
                "https://localhost:\(port)/large.bin", "-o", "/dev/full", "--no-buffer", "-w", "%{exitcode}",
                "--stderr", "/dev/null")
            #expect(output.hasSuffix("23"))
            _ = await log.first { $0.target == "/large.bin" }
            // The connection is over once the next is answered by the same loops.
            for _ in 0..<8 { _ = try curl("https://localhost:\(port)/motto.txt") }
            #expect(log.all.filter { $0.target != "/motto.txt" }.count == 1)
        }
    }

    @Test func aHandshakeThatFailsIsRecorded() async throws {
        try await withSecureSite { port, log in
            let output = try Program.run(
                "/usr/bin/curl",
                ["--silent", "--max-time", "20", "-w", "%{exitcode}", "https://localhost:\(port)/motto.txt"])
            #expect(output.hasSuffix("60"))
            let record = await log.first { $0.status == 0 }
            #expect(record?.remark?.hasPrefix("TLS failed: ") == true)
        }
    }

    @Test func aStopDoesNotWaitForHandshakes() async throws {
        var clients: [RawClient] = []
        var stopping = ContinuousClock.now
        try await withSecureSite { port, log in
            // One that says nothing, and one that began a ClientHello; a third shows that they have been accepted.
            clients = [try RawClient(port: port), try RawClient(port: port)]
            try clients[1].send([0x16, 0x03, 0x01, 0x01])
            #expect(
                try curl("https://localhost:\(port)/motto.txt", "--cacert", folder.at("chain.pem")).isEmpty == false)
            stopping = .now
        }
        // The handshake's time-out is 10 seconds.
        #expect(stopping.duration(to: .now) < .seconds(8))
        for client in clients { #expect(try client.rest().isEmpty) }
    }
}
