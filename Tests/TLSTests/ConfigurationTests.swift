import NIOCore
import StackModel
import Testing

@testable import TLS

@Suite struct ConfigurationTests {
    @Test func `a key of another certificate is not taken`() throws {
        let world = try World.usual.get()
        let other = try Credentials(by: world.authority)
        let error = #expect(throws: TLSConfigurationError.self) {
            try TLSServerIdentity(chainPEM: world.leaf.certificatePEM, keyPEM: other.keyPEM)
        }
        #expect(error?.part == .keyOfAnotherCertificate)
        #expect(error?.detail == "key values mismatch (116)")
    }

    @Test(arguments: ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `what is no certificate is not taken, as chain or as trust`(text: String) throws {
        let world = try World.usual.get()
        let chain = #expect(throws: TLSConfigurationError.self) {
            try TLSServerIdentity(chainPEM: Array(text.utf8), keyPEM: world.leaf.keyPEM)
        }
        #expect(chain?.part == .chain)
        let trust = #expect(throws: TLSConfigurationError.self) {
            try TLSClientContext(trust: .authority(pem: Array(text.utf8)))
        }
        #expect(trust?.part == .trust)
    }

    @Test func `a chain with a broken second certificate is not taken`() throws {
        let world = try World.usual.get()
        let broken = world.leaf.certificatePEM + Array("-----BEGIN CERTIFICATE-----\nAAAA\n".utf8)
        let error = #expect(throws: TLSConfigurationError.self) {
            try TLSServerIdentity(chainPEM: broken, keyPEM: world.leaf.keyPEM)
        }
        #expect(error?.part == .chain)
    }

    /// Beside it, another identity of the same process stays as strict as ever.
    @Test func `what OpenSSL does not show by itself is shown where it is asked for, and nowhere else`() throws {
        let world = try World.usual.get()
        let weak = try Credentials(Recipe().with(\.key, .rsa(bits: 1024)), by: world.authority)
        #expect(throws: Never.self) {
            try TLSServerIdentity(
                chainPEM: weak.certificatePEM, keyPEM: weak.keyPEM, takesWeakCertificates: true)
        }
        let error = #expect(throws: TLSConfigurationError.self) {
            try TLSServerIdentity(chainPEM: weak.certificatePEM, keyPEM: weak.keyPEM)
        }
        #expect(error?.part == .chain)
        #expect(error?.detail == "ee key too small (399)")
    }

    @Test func `text around the certificates does no harm`() throws {
        let world = try World.usual.get()
        let wordy = Array("Subject: leaf\n".utf8) + world.leaf.certificatePEM + Array("\nthat was all\n".utf8)
        #expect(throws: Never.self) { try TLSServerIdentity(chainPEM: wordy, keyPEM: world.leaf.keyPEM) }
    }

    /// It must not ask on the terminal.
    @Test(.timeLimit(.minutes(1))) func `a key behind a pass phrase is not taken`() async throws {
        let world = try World.usual.get()
        try await Folder.with { folder in
            let key = try folder.write("leaf.key", world.leaf.keyPEM)
            let (status, locked) = try await Tool.run(
                ["openssl", "pkcs8", "-topk8", "-in", key, "-passout", "pass:secret", "-v2", "aes-128-cbc"])
            #expect(status == 0)
            let error = #expect(throws: TLSConfigurationError.self) {
                try TLSServerIdentity(chainPEM: world.leaf.certificatePEM, keyPEM: Array(locked.utf8))
            }
            #expect(error?.part == .key)
        }
    }

    @Test func `a leaf below the security level is not served`() throws {
        let world = try World(leaf: Recipe().with(\.key, .rsa(bits: 1024)))
        let error = #expect(throws: TLSConfigurationError.self) { try world.identity() }
        #expect(error?.part == .chain)
        #expect(error?.detail == "ee key too small (399)")
    }

    @Test(arguments: ["", String(repeating: "x", count: 256)])
    func `a protocol's name has 1 to 255 bytes`(name: String) throws {
        let error = #expect(throws: TLSConfigurationError.self) {
            try TLSClientContext(trust: .none, applicationProtocols: ["h2", name])
        }
        #expect(error?.part == .applicationProtocols)
    }

    @Test func `a connection's memory is given back at its end`() throws {
        weak var session: Session?
        weak var identity: TLSServerIdentity?
        do {
            let world = try World.usual.get()
            let pair = try Pair(client: world.client(), source: Identities(world.identity()))
            try pair.handshake()
            session = pair.server.tls.session
            identity = session?.identity
            #expect(identity != nil)
            pair.client.channel.close(promise: nil)
            try pair.shuttle()
        }
        #expect(session == nil)
        #expect(identity == nil)
    }

    @Test(
        arguments: [
            ([0, 7, 0, 0, 4, 0x41, 0x62, 0x2E, 0x63], "ab.c"), ([0, 7, 0, 0, 4, 0x41, 0x62, 0, 0x63], nil), ([], nil),
            ([0, 0], nil), ([0, 3, 0, 0, 0], nil), ([0, 7, 1, 0, 4, 0x41, 0x62, 0x2E, 0x63], nil),
            ([0, 7, 0, 0, 5, 0x41, 0x62, 0x2E, 0x63], nil), ([0, 8, 0, 0, 4, 0x41, 0x62, 0x2E, 0x63], nil),
        ] as [([UInt8], String?)])
    func `a server name is read, or not taken`(content: [UInt8], expected: String?) {
        let text = content.withUnsafeBufferPointer { ServerName(extension: $0)?.text }
        #expect(text == expected)
    }

    @Test(arguments: [
        ([2, 0x68, 0x32, 1, 0x78] as [UInt8], "x"), ([1, 0x79, 2, 0x68, 0x32], "h2"), ([], nil), ([1, 0x79], nil),
        ([9, 0x68, 0x32], nil), ([0, 0, 1, 0x78], "x"),
    ])
    func `the best protocol of both lists is chosen`(offered: [UInt8], expected: String?) throws {
        let own = try ApplicationProtocols(["x", "h2"])
        let choice = offered.withUnsafeBufferPointer { own.choice(from: $0) }
        #expect(choice.map { String(decoding: offered[$0], as: UTF8.self) } == expected)
    }

    @Test(arguments: [
        (Int32(40), FailureReason.noSharedCipher, FailureReason.noClientCertificate),
        (42, .badResponse, .noClientCertificate), (48, .badResponse, .noClientCertificate),
        (70, .protocolVersion, .protocolVersion), (71, .noSharedCipher, .noSharedCipher),
        (80, .badResponse, .badResponse), (112, .wrongHost, .wrongHost),
        (116, .noClientCertificate, .noClientCertificate),
    ])
    func `an alert means more after a request for a certificate`(
        alert: Int32, plain: FailureReason, requested: FailureReason
    ) {
        #expect(FailureReason(alert: alert) == plain)
        #expect(FailureReason(alert: alert, afterCertificate: false) == requested)
        let refused: FailureReason = requested == .noClientCertificate ? .clientCertificateRefused : requested
        #expect(FailureReason(alert: alert, afterCertificate: true) == refused)
    }
}
