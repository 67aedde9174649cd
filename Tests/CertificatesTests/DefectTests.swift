import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// Chains that are bad on purpose, as openssl judges them: bad in that one way, and never on the disk.
@Suite(.timeLimit(.minutes(1))) struct DefectTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func store(
        intermediate: Bool = true, names: [String] = ["localhost", "app.test", "127.0.0.1"], permit: [String] = []
    ) -> CertificateStore {
        var settings = AuthoritySettings(directory: fixture.directory, intermediate: intermediate)
        settings.permit = permit.map { Located($0, at: SourceLocation(file: "devstack.yaml", line: 1, column: 1)) }
        return fixture.store([fixture.request("localhost", names)], settings: settings)
    }

    private func make(_ defect: CertificateDefect, in store: CertificateStore) throws -> IssuedCertificate {
        var collector = DiagnosticCollector()
        _ = store.prepare(collector: &collector)
        let made = store.defective(defect, of: "localhost", collector: &collector)
        #expect(collector.diagnostics.filter { $0.severity == .error } == [])
        return try #require(made)
    }

    /// What openssl says of a chain as a client that is strict, or not, and asks for localhost.
    private func verdict(_ made: IssuedCertificate, flags: [String]) throws -> Program {
        let file = "chain.pem"
        try fixture.write(made.chainPEM, to: file)
        defer { try? fixture.remove(file) }
        return try Program.run(
            "openssl",
            ["verify"] + flags + [
                "-auth_level", "2", "-purpose", "sslserver", "-verify_hostname", "localhost", "-attime",
                String(Int(fixture.now)), "-CAfile", fixture.path("ca.pem"), "-untrusted", fixture.path(file),
                fixture.path(file),
            ])
    }

    /// The number of X509_verify_cert(3)'s error; `nil` where a client that is not strict accepts it.
    private static func error(of defect: CertificateDefect) -> Int? {
        switch defect {
        case .selfSigned: 18
        case .untrusted: 19
        case .expired: 10
        case .notYetValid: 9
        case .wrongHost: 62
        case .wrongUsage: 26
        case .missingIntermediate: 20
        case .weakKey: 66
        case .sha1: 68
        case .criticalUnknown: 34
        case .nameNotPermitted: 47
        case .reversedChain, .noSAN, .caAsLeaf, .missingAKI: nil
        }
    }

    @Test(arguments: CertificateDefect.allCases) func itIsBadInThatWayAlone(defect: CertificateDefect) throws {
        let made = try make(defect, in: store())
        for flags in [[], ["-x509_strict"]] {
            let strictly = defect == .missingAKI && !flags.isEmpty ? 85 : nil
            let program = try verdict(made, flags: flags)
            if let expected = Self.error(of: defect) ?? strictly {
                #expect(program.output.contains("error \(expected) at"), "\(program.output)")
                // Each error is told once a certificate; of this one there is no other.
                let errors = program.output.matches(of: #/error (\d+) at/#).map { String($0.1) }
                #expect(
                    Set(errors).subtracting(["\(expected)"]).isSubset(of: defect == .missingIntermediate ? ["21"] : []))
            } else {
                #expect(program.succeeded, "\(program.output)")
            }
        }
    }

    @Test(arguments: CertificateDefect.allCases) func nothingOfItIsWritten(defect: CertificateDefect) throws {
        let store = store()
        var collector = DiagnosticCollector()
        _ = store.prepare(collector: &collector)
        let before = try fixture.snapshot()
        let made = try make(defect, in: store)
        #expect(try fixture.snapshot() == before)
        #expect(try fixture.isWhole())
        let keyPEM = try #require(made.keyPEM)
        #expect(CertificateStore.matches(chainPEM: made.chainPEM, keyPEM: keyPEM))
        #expect(!CertificateStore.matches(chainPEM: made.chainPEM, keyPEM: try fixture.read("localhost.key")))
    }

    @Test(arguments: CertificateDefect.allCases) func itIsMadeAgainForItsKey(defect: CertificateDefect) throws {
        let store = store()
        let first = try make(defect, in: store)
        fixture.advance(days: 40)
        var collector = DiagnosticCollector()
        let second = try #require(
            store.defective(defect, of: "localhost", keptKey: first.keyPEM, collector: &collector))
        #expect(second.keyPEM == first.keyPEM)
        #expect(CertificateStore.matches(chainPEM: second.chainPEM, keyPEM: try #require(first.keyPEM)))
        #expect(second.details.serial != first.details.serial)
        if let expected = Self.error(of: defect) {
            #expect(try verdict(second, flags: []).output.contains("error \(expected) at"))
        }
    }

    @Test func withoutAnIntermediateOneIsLeftOutAllTheSame() throws {
        let made = try make(.missingIntermediate, in: store(intermediate: false))
        #expect(Certificate.chain(pem: made.chainPEM)?.count == 1)
        #expect(made.details.issuer.contains("devstack intermediate"))
        #expect(try verdict(made, flags: []).output.contains("error 20 at"))
    }

    @Test func withoutAnIntermediateThereIsNothingToReverse() throws {
        let store = store(intermediate: false)
        var collector = DiagnosticCollector()
        _ = store.prepare(collector: &collector)
        #expect(store.defective(.reversedChain, of: "localhost", collector: &collector) == nil)
        #expect(collector.diagnostics.map(\.code) == ["C030"])
        #expect(collector.diagnostics.first?.remedy == "Write `intermediate: true` under `authority`.")
    }

    @Test func theRootStandsBeforeTheIntermediate() throws {
        let chain = try #require(Certificate.chain(pem: make(.reversedChain, in: store()).chainPEM))
        #expect(try chain[1].pem() == fixture.read("ca.pem"))
        #expect(try chain[2].pem() == fixture.read("ca-intermediate.pem"))
        #expect(chain.count == 3 && chain[0].isIssued(by: chain[2]))
    }

    @Test func theWrongHostIsNoneOfTheNamesAndTheForbiddenOneIsNotPermitted() throws {
        let wrong = try make(.wrongHost, in: store(names: ["localhost", "wrong-host.test"]))
        #expect(wrong.details.names == ["not-wrong-host.test"])
        let forbidden = try make(.nameNotPermitted, in: store(permit: ["invalid"]))
        #expect(forbidden.details.names.last == "not-permitted.invalid-x")
        #expect(try verdict(forbidden, flags: []).output.contains("error 47 at"))
    }

    @Test(arguments: [
        (["*.app.test", "127.0.0.1", "shop.test", "localhost"], "CN=shop.test"), (["127.0.0.1"], "CN=localhost"),
    ])
    func withoutAlternativeNamesTheFirstIsTheCommonName(names: [String], subject: String) throws {
        let made = try make(.noSAN, in: store(names: names))
        #expect(made.details.names == [] && made.details.subject.hasSuffix(subject), "\(made.details.subject)")
    }

    @Test(arguments: CertificateDefect.allCases) func nobodyElsesKeySignsIt(defect: CertificateDefect) throws {
        try CertificateFolder.make(fixture.root + "/theirs")
        let (certificate, key) = (fixture.root + "/theirs/root.pem", fixture.root + "/theirs/root.key")
        let theirs = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=theirs",
                "-days", "30", "-addext", "keyUsage=critical,keyCertSign", "-keyout", key, "-out", certificate,
            ])
        try #require(theirs.succeeded)
        let store = CertificateStore(
            settings: AuthoritySettings(
                directory: fixture.directory, source: .existing(certificate: certificate, key: key)),
            requests: [fixture.request("localhost", ["localhost"])], now: { WallClock.now })
        var collector = DiagnosticCollector()
        let made = store.defective(defect, of: "localhost", collector: &collector)
        if defect == .selfSigned || defect == .untrusted {
            #expect(made != nil && collector.diagnostics == [])
        } else {
            #expect(made == nil && collector.diagnostics.map(\.code) == ["C030"])
        }
    }
}
