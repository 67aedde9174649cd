import Diagnostics
import StackModel
import Testing

@testable import Certificates

/// The user's own authority, to which each `certs issue --permit` adds what it may certify.
struct PermittingTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func store(permit: [String]) -> CertificateStore {
        let place = SourceLocation(file: "--permit", line: 1, column: 1)
        var settings = AuthoritySettings(directory: fixture.directory, permit: permit.map { Located($0, at: place) })
        settings.isOfUser = true
        return fixture.store([], settings: settings)
    }

    private func issue(_ name: String, by store: CertificateStore) -> (made: IssuedCertificate?, codes: [String]) {
        var collector = DiagnosticCollector()
        return (store.issue(CertificateOrder(names: [name]), collector: &collector), collector.codes)
    }

    @Test func whatAnotherRunHasAddedMeanwhileIsKept() throws {
        let slow = store(permit: ["slow.example"])
        let quick = issue("app.quick.example", by: store(permit: ["quick.example"]))
        #expect(quick.made != nil && quick.codes == [])
        let late = issue("app.slow.example", by: slow)
        #expect(late.made != nil && late.codes == ["C010"])
        #expect(store(permit: []).permitted == ["quick.example", "slow.example"])
        // Nothing is to be added, so that nothing changes.
        #expect(issue("x.slow.example", by: store(permit: ["slow.example"])).codes == [])
        #expect(store(permit: []).permitted == ["quick.example", "slow.example"])
    }

    @Test(.timeLimit(.minutes(1))) func nobodyOfManyLosesWhatIsPermitted() async throws {
        let names = (0..<8).map { "stack\($0).example" }
        let made = await withTaskGroup { group in
            for name in names {
                let store = store(permit: [name])
                group.addTask {
                    var collector = DiagnosticCollector()
                    return store.issue(CertificateOrder(names: ["app." + name]), collector: &collector) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(made == names.count)
        #expect(store(permit: []).permitted == names)
    }

    @Test func whoeverGetsNothingIsToldWhy() throws {
        #expect(issue("localhost", by: store(permit: [])).codes == [])
        try fixture.remove("ca.key")
        let refused = issue("localhost", by: store(permit: []))
        #expect(refused.made == nil && refused.codes == ["C004"])
        try fixture.write([], to: "ca.pem")
        let broken = issue("localhost", by: store(permit: []))
        #expect(broken.made == nil && broken.codes == ["C003"])
    }
}
