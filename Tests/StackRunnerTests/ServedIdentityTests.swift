import Certificates
import Diagnostics
import Dispatch
import Glibc
import StackModel
import Synchronization
import TLS
import Testbed
import Testing

@testable import StackRunner

/// What the clients of a built-in server get while its certificate is renewed.
struct ServedIdentityTests {
    /// A pair on disk that a store made at some time.
    private struct Files {
        var directory: String

        func store(at time: Double) -> CertificateStore {
            let place = SourceLocation(file: "devstack.yaml", line: 1, column: 1)
            return CertificateStore(
                settings: AuthoritySettings(directory: directory),
                requests: [
                    CertificateRequest(
                        name: Located("localhost", at: place), names: [Located("localhost", at: place)], days: 90)
                ], now: { time })
        }

        func prepare(at time: Double) {
            var collector = DiagnosticCollector()
            _ = store(at: time).prepare(collector: &collector)
        }

        func identity(patience: Int, renew: @escaping @Sendable () -> Void) throws -> ServedIdentity {
            let store = store(at: 0)
            return try ServedIdentity(
                files: ServedFiles(
                    of: ServiceTLS(certificate: Located("localhost", at: SourceLocation(file: "", line: 1, column: 1))),
                    in: store),
                renewBefore: .seconds(86_400), patience: .seconds(patience), renew: renew, complain: { _ in })
        }
    }

    private static var now: Double { Double(time(nil)) }

    /// Whether a client waits, and a stream that ends when it need not any longer.
    private static func client(of identity: ServedIdentity) -> (waits: Bool, told: AsyncStream<Void>) {
        let (stream, end) = AsyncStream.makeStream(of: Void.self)
        let isReady = identity.isReady { end.finish() }
        if isReady { end.finish() }
        return (!isReady, stream)
    }

    @Test(.timeLimit(.minutes(1)))
    func `every client that comes to an expired certificate waits for the one renewal, and gets what it made`()
        async throws
    {
        try await Fixture.with { fixture in
            let files = Files(directory: fixture.path("certs"))
            files.prepare(at: Self.now - 100 * 86_400)
            let gate = DispatchSemaphore(value: 0)
            let renewals = Atomic(0)
            let identity = try files.identity(patience: 50) {
                renewals.add(1, ordering: .relaxed)
                gate.wait()
                files.prepare(at: Self.now)
            }
            let expired = identity.identity(forServerName: nil)
            let clients = (0..<8).map { _ in Self.client(of: identity) }
            #expect(clients.count { $0.waits } == 8)
            gate.signal()
            for client in clients { for await _ in client.told {} }
            #expect(renewals.load(ordering: .relaxed) == 1)
            #expect(identity.identity(forServerName: nil) !== expired)
            #expect(!Self.client(of: identity).waits)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a renewal that hangs is waited for only so long, and one that failed is not tried for everybody`()
        async throws
    {
        try await Fixture.with { fixture in
            let files = Files(directory: fixture.path("certs"))
            files.prepare(at: Self.now - 100 * 86_400)
            let gate = DispatchSemaphore(value: 0)
            let (ended, end) = AsyncStream.makeStream(of: Void.self)
            let hanging = try files.identity(patience: 0) {
                gate.wait()
                end.finish()
            }
            let client = Self.client(of: hanging)
            #expect(client.waits)
            for await _ in client.told {}
            gate.signal()
            for await _ in ended {}

            let failing = try files.identity(patience: 50) {}
            let first = Self.client(of: failing)
            for await _ in first.told {}
            #expect(!Self.client(of: failing).waits)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a certificate that is due but good is served at once`() async throws {
        try await Fixture.with { fixture in
            let files = Files(directory: fixture.path("certs"))
            files.prepare(at: Self.now - 89.5 * 86_400)
            let (ended, end) = AsyncStream.makeStream(of: Void.self)
            let identity = try files.identity(patience: 50) { end.finish() }
            #expect(!Self.client(of: identity).waits)
            for await _ in ended {}
        }
    }
}
