import Glibc
import NIOCore
import StackModel
import Testing

@testable import TLS

@Suite struct VerificationTests {
    /// What is wrong with a chain, and the reason that is to be given.
    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var expected: FailureReason
        /// The number of OpenSSL's verdict.
        var verdict: Int32
        var leaf = Recipe()
        var authority = Recipe.authority("test authority")
        /// Whether the client trusts another authority than the one that signed.
        var isAuthorityUnknown = false
        var isSelfSigned = false
        var policy = RequestSpecification.Policy.default

        var testDescription: String { name }
    }

    static let faults: [Fault] = [
        Fault(name: "unknown authority", expected: .untrustedIssuer, verdict: 20, isAuthorityUnknown: true),
        Fault(name: "self-signed", expected: .selfSigned, verdict: 18, isSelfSigned: true),
        Fault(
            name: "unknown authority and wrong host", expected: .untrustedIssuer, verdict: 20,
            leaf: Recipe().with(\.names, "DNS:other.test"), isAuthorityUnknown: true),
        Fault(
            name: "self-signed and expired", expected: .selfSigned, verdict: 18,
            leaf: Recipe().with(\.validUntil, -60), isSelfSigned: true),
        Fault(
            name: "wrong host", expected: .wrongHost, verdict: 62, leaf: Recipe().with(\.names, "DNS:other.test")),
        Fault(
            name: "wrong host and expired", expected: .wrongHost, verdict: 62,
            leaf: Recipe().with(\.names, "DNS:other.test").with(\.validUntil, -60)),
        Fault(name: "expired", expected: .expired, verdict: 10, leaf: Recipe().with(\.validUntil, -60)),
        Fault(
            name: "expired authority", expected: .expired, verdict: 10,
            authority: .authority("old").with(\.validUntil, -60)),
        Fault(name: "not yet valid", expected: .notYetValid, verdict: 9, leaf: Recipe().with(\.validFrom, 3600)),
        Fault(
            name: "for clients only", expected: .wrongUsage, verdict: 26,
            leaf: Recipe().with(\.extendedUsage, "clientAuth")),
        Fault(
            name: "name outside the authority's constraints", expected: .nameNotPermitted, verdict: 47,
            authority: .authority("narrow").with(\.nameConstraints, "permitted;DNS:test")),
        Fault(
            name: "name that the authority excludes", expected: .nameNotPermitted, verdict: 48,
            authority: .authority("narrow").with(\.nameConstraints, "excluded;DNS:localhost")),
        Fault(
            name: "unknown critical extension", expected: .criticalExtension, verdict: 34,
            leaf: Recipe().with(\.hasUnknownCriticalExtension, true)),
        Fault(name: "forged", expected: .badSignature, verdict: 7, leaf: Recipe().with(\.isForged, true)),
        Fault(
            name: "weak key of the authority", expected: .weak, verdict: 67,
            authority: .authority("weak").with(\.key, .rsa(bits: 1024))),
        Fault(
            name: "signed by what is no authority", expected: .wrongUsage, verdict: 79,
            authority: Recipe(subject: "no authority", names: nil, extendedUsage: nil)),
        Fault(
            name: "authority key identifier missing under strict", expected: .untrustedIssuer, verdict: 85,
            authority: .authority("careless").with(\.hasKeyIdentifier, false), policy: .strict),
    ]

    @Test(arguments: faults, TLSVersion.allCases)
    func `a fault has its reason, and the chain is kept`(fault: Fault, version: TLSVersion) throws {
        let world = try World(authority: fault.authority, leaf: fault.leaf)
        let served = fault.isSelfSigned ? try Credentials(fault.leaf) : world.leaf
        let trusted = fault.isAuthorityUnknown ? try World.usual.get().authority : world.authority
        let client = try TLSClientContext(
            trust: .authority(pem: trusted.certificatePEM), policy: fault.policy, minimumVersion: version,
            maximumVersion: version)
        let pair = try Pair(client: client, source: Identities(served.identity()))
        try pair.handshake()
        let failure = try #require(pair.client.recorder.failures.first)
        #expect(failure.reason == fault.expected)
        #expect(failure.detail.hasSuffix("(\(fault.verdict))"), "\(failure.detail)")
        #expect(failure.chain.map(\.subject) == ["CN=leaf"])
        #expect(pair.client.recorder.story == [fault.expected.rawValue, "inactive"])
        #expect(!pair.client.channel.isActive)
    }

    @Test func `what strict refuses is accepted by default`() throws {
        let world = try World(authority: .authority("careless").with(\.hasKeyIdentifier, false))
        let pair = try Pair(client: world.client(), source: Identities(world.identity()))
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.count == 1)
    }

    @Test func `a chain is judged as of the time that the client is told`() throws {
        let world = try World.usual.get()
        for (days, expected) in [(0, nil), (2, FailureReason.expired), (-1, .notYetValid)] {
            let client = try TLSClientContext(
                trust: .authority(pem: world.authority.certificatePEM),
                time: time(nil) + days * 86_400)
            let pair = try Pair(client: client, source: Identities(world.identity()))
            try pair.handshake()
            #expect(pair.client.recorder.failures.first?.reason == expected)
        }
    }

    @Test func `strict accepts what is in order`() throws {
        let world = try World.usual.get()
        let client = try TLSClientContext(trust: .authority(pem: world.authority.certificatePEM), policy: .strict)
        let pair = try Pair(client: client, source: Identities(world.identity()))
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.count == 1)
    }

    @Test func `the system's roots do not vouch for a local authority`() throws {
        let pair = try Pair(
            client: TLSClientContext(trust: .systemDirectory), source: Identities(World.usual.get().identity()))
        try pair.handshake()
        #expect(pair.client.recorder.failures.map(\.reason) == [.untrustedIssuer])
    }

    @Test func `without verification everything passes, and is still seen`() throws {
        let served = try Credentials(Recipe(subject: "anything", names: "DNS:other.test", validUntil: -60))
        let pair = try Pair(client: TLSClientContext(trust: .none), source: Identities(served.identity()))
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.first?.chain.map(\.subject) == ["CN=anything"])
    }

    @Test func `an intermediate is served after the leaf`() throws {
        let root = try Credentials(.authority("root"))
        let middle = try Credentials(.authority("middle"), by: root)
        let leaf = try Credentials(by: middle)
        let identity = try TLSServerIdentity(
            chainPEM: leaf.certificatePEM + middle.certificatePEM, keyPEM: leaf.keyPEM)
        let client = try TLSClientContext(trust: .authority(pem: root.certificatePEM))
        let pair = try Pair(client: client, source: Identities(identity))
        try pair.handshake()
        #expect(pair.client.recorder.handshakes.first?.chain.map(\.subject) == ["CN=leaf", "CN=middle"])
        let forgetful = try Pair(client: client, source: Identities(leaf.identity()))
        try forgetful.handshake()
        #expect(forgetful.client.recorder.failures.map(\.reason) == [.untrustedIssuer])
    }

    @Test(arguments: [
        (Int32(18), FailureReason.selfSigned), (19, .untrustedIssuer), (20, .untrustedIssuer), (21, .untrustedIssuer),
        (2, .untrustedIssuer), (27, .untrustedIssuer), (62, .wrongHost), (64, .wrongHost), (10, .expired),
        (9, .notYetValid), (26, .wrongUsage), (32, .wrongUsage), (66, .weak), (67, .weak), (68, .weak),
        (7, .badSignature), (34, .criticalExtension), (47, .nameNotPermitted), (48, .nameNotPermitted),
        (53, .nameNotPermitted), (85, .untrustedIssuer),
    ])
    func `a verdict's number has its reason`(verdict: Int32, expected: FailureReason) {
        #expect(FailureReason(verdict: verdict) == expected)
    }
}
