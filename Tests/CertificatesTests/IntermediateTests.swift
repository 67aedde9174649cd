import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// An intermediate authority between the root and the leaves.
@Suite(.timeLimit(.minutes(1))) struct IntermediateTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func store(_ intermediate: Bool = true, permit: [String] = []) -> CertificateStore {
        var settings = AuthoritySettings(directory: fixture.directory, intermediate: intermediate)
        settings.permit = permit.map { Located($0, at: SourceLocation(file: "devstack.yaml", line: 1, column: 1)) }
        return fixture.store([fixture.request("localhost", ["localhost", "127.0.0.1"])], settings: settings)
    }

    private func prepare(
        _ store: CertificateStore, codes: [String] = [], at place: Testing.SourceLocation = #_sourceLocation
    ) -> [CertificateReport] {
        var collector = DiagnosticCollector()
        let reports = store.prepare(collector: &collector)
        #expect(collector.diagnostics.map(\.code) == codes, sourceLocation: place)
        return reports
    }

    @Test func theChainIsLeafThenIntermediate() throws {
        let reports = prepare(store())
        #expect(reports.map(\.name) == ["ca", "ca-intermediate", "localhost"])
        #expect(reports.map(\.action) == [.made, .made, .made])
        let chain = try #require(Certificate.chain(pem: fixture.read("localhost.pem")))
        let (root, intermediate) = (try fixture.read("ca.pem"), try fixture.read("ca-intermediate.pem"))
        #expect(chain.count == 2)
        #expect(try chain.last?.pem() == intermediate)
        let issuer = try #require(Certificate.chain(pem: intermediate)?.first)
        let authority = try #require(Certificate.chain(pem: root)?.first)
        #expect(chain[0].isIssued(by: issuer) && issuer.isIssued(by: authority))
        #expect(authority.pathLength == 1 && issuer.pathLength == 0)
        #expect(issuer.nameConstraints == authority.nameConstraints)
        #expect(try fixture.mode("ca-intermediate.key") == 0o600)
        #expect(try fixture.isWhole())
        #expect(prepare(store()).map(\.action) == [.kept, .kept, .kept])
    }

    @Test func withoutTheIntermediateTheLeafIsRefused() throws {
        _ = prepare(store())
        let leaf = try #require(Certificate.chain(pem: fixture.read("localhost.pem"))?.first)
        try fixture.write(leaf.pem(), to: "localhost.pem")
        #expect(try !fixture.verify("localhost").succeeded)
        #expect(
            prepare(store()).last?.action
                == .renewed("what stands behind it in localhost.pem does not lead to the authority"))
        #expect(try fixture.verify("localhost").succeeded)
    }

    @Test func aLostIntermediateIsMadeAgainAndTheLeavesWithIt() throws {
        let root = prepare(store()).first?.serial
        try fixture.remove("ca-intermediate.pem")
        let reports = prepare(store())
        #expect(reports.map(\.action) == [.kept, .made, .renewed("the authority is new")])
        #expect(reports.first?.serial == root)
        #expect(try fixture.isWhole())
    }

    @Test func aLostOrForeignKeyOfItIsReplaced() throws {
        _ = prepare(store())
        try fixture.remove("ca-intermediate.key")
        #expect(prepare(store()).dropFirst().first?.action == .renewed("its key does not match it"))
        try fixture.write(Array("mine".utf8), to: "ca-intermediate.key")
        #expect(prepare(store()).dropFirst().first?.action == .renewed("its key does not match it"))
        #expect(try fixture.read("ca-intermediate.key.old") == Array("mine".utf8))
        #expect(try fixture.isWhole())
    }

    @Test func itIsMadeAnewBeforeALeafWouldOutliveIt() throws {
        _ = prepare(store())
        fixture.advance(days: Double(Authority.intermediateDays) - 89)
        let reports = prepare(store())
        #expect(reports.map(\.action).dropFirst().first == .renewed("it expires in 88 days"))
        #expect(try fixture.isWhole())
        let leaf = try fixture.details("localhost.pem")
        #expect(leaf.notAfter - fixture.now > 88 * StoreFixture.day)
    }

    @Test func turningItOnMakesANewRootAndTurningItOffKeepsTheRoot() throws {
        let first = prepare(store(false)).first?.serial
        let on = prepare(store(), codes: ["C010"])
        #expect(on.first?.serial != first)
        #expect(on.first?.action == .renewed("it has no room for an intermediate authority below it"))
        let off = prepare(store(false))
        #expect(off.map(\.name) == ["ca", "localhost"])
        #expect(off.first?.action == .kept)
        #expect(Certificate.chain(pem: try fixture.read("localhost.pem"))?.count == 1)
        #expect(try fixture.isWhole())
    }

    @Test func anotherPermitIsAnotherIntermediate() throws {
        _ = prepare(store())
        _ = prepare(store(permit: ["corp.example"]), codes: ["C010"])
        #expect(try fixture.isWhole())
        let issuer = try #require(Certificate.chain(pem: fixture.read("ca-intermediate.pem"))?.first)
        #expect(issuer.nameConstraints?.permitted.contains(.dns("corp.example")) == true)
    }
}
