import Certificates
import Diagnostics
import StackModel
import Synchronization
import TLS
import Testbed
import Testing

@testable import StackRunner

/// A certificate that is bad on purpose stays bad in its way alone: it is made again in time, and with its authority.
@Suite struct DefectiveIdentityTests {
    private static let start: Double = 1_795_420_800
    private static let day: Double = 86_400

    /// What an identity asks for and says.
    private final class World: Sendable {
        let clock = Mutex(DefectiveIdentityTests.start)
        let kept = Mutex<[[UInt8]?]>([])
        let complaints = Mutex<[String]>([])
        let isBroken = Mutex(false)
        let store: CertificateStore
        let file: String

        init(_ fixture: Fixture) {
            let place = Diagnostics.SourceLocation(file: "devstack.yaml", line: 1, column: 1)
            store = CertificateStore(
                settings: AuthoritySettings(directory: fixture.path("certs")),
                requests: [
                    CertificateRequest(name: Located("local", at: place), names: [Located("localhost", at: place)])
                ], now: { DefectiveIdentityTests.start })
            file = fixture.path("signer.pem")
        }

        func identity(_ defect: CertificateDefect = .weakKey) throws -> DefectiveIdentity {
            let place = Diagnostics.SourceLocation(file: "devstack.yaml", line: 1, column: 1)
            return try DefectiveIdentity(
                defect, tls: ServiceTLS(certificate: Located("local", at: place)), signerFiles: [file],
                longestUse: 30 * DefectiveIdentityTests.day, now: { self.clock.withLock { $0 } },
                complain: { line in self.complaints.withLock { $0.append(line) } }
            ) { key in
                self.kept.withLock { $0.append(key) }
                var collector = DiagnosticCollector()
                let made = self.store.defective(defect, of: "local", keptKey: key, collector: &collector)
                guard let made, !self.isBroken.withLock({ $0 }) else { throw TestbedError("no disk") }
                return made
            }
        }

        var madeCount: Int { kept.withLock { $0.count } }
    }

    /// What a client is shown, that waits where it is told to.
    private static func shown(by identity: DefectiveIdentity) async -> TLSServerIdentity {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            if identity.isReady(orTell: { continuation.resume() }) { continuation.resume() }
        }
        return identity.identity(forServerName: "localhost")
    }

    @Test func itIsMadeOnceAndAgainWithItsAuthority() async throws {
        try await Fixture.with { fixture in
            let world = World(fixture)
            try fixture.write("signer.pem", "one")
            let identity = try world.identity()
            let first = await Self.shown(by: identity)
            #expect(await Self.shown(by: identity) === first)
            #expect(world.madeCount == 1)
            try fixture.write("signer.pem", "another")
            let second = await Self.shown(by: identity)
            #expect(second !== first)
            #expect(await Self.shown(by: identity) === second)
            #expect(world.kept.withLock { $0.map { $0 == nil } } == [true, false])
        }
    }

    @Test func itIsMadeAgainBeforeItsTimeIsOverAndWhenTheClockIsSetBack() async throws {
        try await Fixture.with { fixture in
            let world = World(fixture)
            let identity = try world.identity(.wrongHost)
            let first = await Self.shown(by: identity)
            world.clock.withLock { $0 += 30 * Self.day }
            #expect(await Self.shown(by: identity) === first)
            world.clock.withLock { $0 += 1 }
            let second = await Self.shown(by: identity)
            #expect(second !== first)
            world.clock.withLock { $0 -= Self.day }
            #expect(await Self.shown(by: identity) !== second)
            #expect(world.madeCount == 3)
        }
    }

    @Test func theOneBeforeIsServedWhenItCannotBeMadeAgain() async throws {
        try await Fixture.with { fixture in
            let world = World(fixture)
            let identity = try world.identity()
            let first = await Self.shown(by: identity)
            world.isBroken.withLock { $0 = true }
            try fixture.write("signer.pem", "new")
            #expect(await Self.shown(by: identity) === first)
            #expect(await Self.shown(by: identity) === first)
            let complaints = world.complaints.withLock { $0 }
            #expect(complaints.count == 1 && complaints[0].contains("cannot be made again"), "\(complaints)")
        }
    }
}
